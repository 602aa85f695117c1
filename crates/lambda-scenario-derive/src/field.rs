//! What `#[field(…)]` says of a field, and the attributes for serde and schemars that follow.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Expr, Field, Ident, LitStr, Path, Result, Type};

/// A named field with what its attribute says.
pub struct FieldAttributes {
    pub ident: Ident,
    pub ty: Type,
    /// Its name in the document.
    pub name: String,
    pub range: Option<Expr>,
    pub range_if: Option<Path>,
    pub default: Option<Expr>,
    pub max_len: Option<Expr>,
    pub required: bool,
    pub omit_default: bool,
    pub check_inside: bool,
    pub flatten: bool,
    /// The other field without which its range means nothing.
    pub depends_on: Option<LitStr>,
}

impl FieldAttributes {
    /// Reads and removes the attribute of a field.
    pub fn take(field: &mut Field) -> Result<Self> {
        let ident = field.ident.clone().ok_or_else(|| syn::Error::new_spanned(&*field, "a field with a name"))?;
        let mut attributes = Self {
            name: ident.to_string(),
            ty: field.ty.clone(),
            ident,
            range: None,
            range_if: None,
            default: None,
            max_len: None,
            required: false,
            omit_default: false,
            check_inside: false,
            flatten: false,
            depends_on: None,
        };
        let (own, other) = std::mem::take(&mut field.attrs).into_iter().partition(|attr| attr.path().is_ident("field"));
        field.attrs = other;
        let own: Vec<syn::Attribute> = own;
        for attribute in own {
            attribute.parse_nested_meta(|meta| {
                let Some(key) = meta.path.get_ident() else { return Err(meta.error("unknown")) };
                match key.to_string().as_str() {
                    "range" => attributes.range = Some(meta.value()?.parse()?),
                    "range_if" => attributes.range_if = Some(meta.value()?.parse()?),
                    "default" => attributes.default = Some(meta.value()?.parse()?),
                    "max_len" => attributes.max_len = Some(meta.value()?.parse()?),
                    "name" => attributes.name = meta.value()?.parse::<LitStr>()?.value(),
                    "required" => attributes.required = true,
                    "omit_default" => attributes.omit_default = true,
                    "check_inside" => attributes.check_inside = true,
                    "depends_on" => attributes.depends_on = Some(meta.value()?.parse()?),
                    "flatten" => attributes.flatten = true,
                    _ => return Err(meta.error("unknown")),
                }
                Ok(())
            })?;
        }
        Ok(attributes)
    }

    /// The value where the document has none.
    pub fn default_value(&self) -> TokenStream {
        let ty = &self.ty;
        match (&self.default, &self.range) {
            (Some(value), _) => quote!(#value),
            (None, Some(range)) => quote!(<#ty as crate::scenario::ranged::Ranged>::default_in(&#range)),
            (None, None) => quote!(<#ty as ::core::default::Default>::default()),
        }
    }

    /// The name of the type without what wraps it, as `Option` for `Option<u32>`.
    fn outer_type(&self) -> Option<&Ident> {
        let Type::Path(path) = &self.ty else { return None };
        path.path.segments.last().map(|segment| &segment.ident)
    }

    /// The same for what it wraps: `u32` for `Option<u32>` and for `u32`.
    fn inner_type(&self) -> Option<&Ident> {
        let Type::Path(path) = &self.ty else { return None };
        let segment = path.path.segments.last()?;
        match &segment.arguments {
            syn::PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
                syn::GenericArgument::Type(Type::Path(inner)) => {
                    inner.path.segments.last().map(|segment| &segment.ident)
                }
                _ => None,
            },
            _ => Some(&segment.ident),
        }
    }

    /// The attributes for serde and schemars; `omits` is the path of the function that recognizes its default.
    pub fn foreign(&self, omits: &TokenStream) -> Vec<TokenStream> {
        let mut attributes = Vec::new();
        let name = &self.name;
        if self.ident != name {
            attributes.push(quote!(#[serde(rename = #name)]));
        }
        if self.flatten {
            attributes.push(quote!(#[serde(flatten)]));
        }
        let skip = match self.outer_type() {
            _ if self.omit_default => Some(omits.to_string().replace(' ', "")),
            Some(outer) if outer == "Option" && !self.required => Some("Option::is_none".to_owned()),
            Some(outer) if outer == "Override" => Some("crate::scenario::Override::is_default".to_owned()),
            _ => None,
        };
        if let Some(skip) = skip {
            attributes.push(quote!(#[serde(skip_serializing_if = #skip)]));
        }
        let is_number = self.inner_type().is_some_and(|ty| ["f64", "u32", "u64", "i32"].iter().any(|name| ty == name));
        if let Some(range) = self.range.as_ref().filter(|_| is_number) {
            attributes
                .push(quote!(#[cfg_attr(feature = "schema", schemars(range(min = #range.min, max = #range.max)))]));
        }
        attributes
    }

    /// The entry of the table of fields.
    pub fn spec(&self) -> TokenStream {
        let (name, required, ty) = (&self.name, self.required, &self.ty);
        let range = match &self.range {
            Some(range) => quote!(::core::option::Option::Some(#range)),
            None => quote!(::core::option::Option::None),
        };
        let inner =
            if self.check_inside { quote!(<#ty as crate::scenario::reader::HasFields>::FIELDS) } else { quote!(&[]) };
        quote!(crate::scenario::reader::FieldSpec {
            name: #name,
            is_required: #required,
            range: #range,
            inner: #inner,
        })
    }

    /// The checks of its range and length; `value` is a reference to it, `name` its path from the type.
    pub fn checks(&self, value: &TokenStream, name: &str) -> TokenStream {
        let range = match (&self.range_if, &self.range) {
            (Some(range), _) => quote! {
                if let ::core::option::Option::Some(range) = #range(self) {
                    crate::scenario::ranged::Ranged::check(#value, check, #name, range);
                }
            },
            (None, Some(range)) => quote!(crate::scenario::ranged::Ranged::check(#value, check, #name, #range);),
            (None, None) => quote!(),
        };
        let length = self
            .max_len
            .iter()
            .map(|longest| quote!(crate::scenario::ranged::Measured::check_length(#value, check, #name, #longest);));
        let inside = if self.check_inside {
            quote!(crate::scenario::ranged::CheckRanges::check_inside(#value, check, #name);)
        } else if self.flatten {
            quote!(crate::scenario::ranged::CheckRanges::check_ranges(#value, check);)
        } else {
            quote!()
        };
        let checks = quote!(#range #(#length)* #inside);
        match &self.depends_on {
            Some(other) => quote!(if !check.is_unread(#other) { #checks }),
            None => checks,
        }
    }
}
