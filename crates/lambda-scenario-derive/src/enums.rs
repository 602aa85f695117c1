//! `#[externally_tagged]` and `#[internally_tagged]`: enums whose variants have content.

use crate::field::FieldAttributes;
use crate::keywords::snake_case;
use crate::object::attributes_of;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Fields, Ident, ItemEnum, LitStr, Result};

pub fn externally_tagged(arguments: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let options = Options::parse(arguments)?;
    let mut item: ItemEnum = syn::parse2(item)?;
    let ident = item.ident.clone();
    let (mut specs, mut readers, mut checks, mut contents) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut names = Vec::new();
    for variant in &mut item.variants {
        let (name, variant_ident) = (snake_case(&variant.ident.to_string()), variant.ident.clone());
        let has_content = !matches!(variant.fields, Fields::Unit);
        specs.push(quote!(crate::scenario::reader::VariantSpec { name: #name, has_content: #has_content }));
        names.push(name.clone());
        match &mut variant.fields {
            Fields::Unit => {
                contents.push(quote!(&[]));
                readers.push(quote!(|this, _, _| *this = Self::#variant_ident));
                checks.push(quote!(Self::#variant_ident => {}));
            }
            Fields::Unnamed(unnamed) => {
                let content = unnamed.unnamed.iter().map(|field| &field.ty);
                contents.push(quote!(#(<#content as crate::scenario::reader::HasFields>::FIELDS)*));
                readers.push(quote!(|this, node, problems| {
                    *this = Self::#variant_ident(::core::default::Default::default());
                    if let Self::#variant_ident(content) = this {
                        crate::scenario::reader::ReadScenario::read(content, node, problems);
                    }
                }));
                checks.push(quote!(Self::#variant_ident(content) => {
                    crate::scenario::ranged::CheckRanges::check_inside(content, check, #name);
                }));
            }
            Fields::Named(named) => {
                let mut fields = Vec::new();
                for field in &mut named.named {
                    // A field is required unless it has a default.
                    let mut attributes = FieldAttributes::take(field)?;
                    attributes.required = attributes.default.is_none();
                    if !options.read_only {
                        field.attrs.extend(attributes_of(&attributes.foreign(&quote!()))?);
                    }
                    if !options.read_only && attributes.default.is_some() {
                        field.attrs.extend(attributes_of(&[quote!(#[serde(default)])])?);
                    }
                    fields.push(attributes);
                }
                let idents: Vec<_> = fields.iter().map(|field| &field.ident).collect();
                let defaults = fields.iter().map(|field| match &field.default {
                    Some(value) => quote!(#value),
                    None => quote!(::core::default::Default::default()),
                });
                let field_specs: Vec<_> = fields.iter().map(FieldAttributes::spec).collect();
                contents.push(quote!(&[#(#field_specs),*]));
                readers.push(quote!(|this, node, problems| {
                    *this = Self::#variant_ident { #(#idents: #defaults),* };
                    if let Self::#variant_ident { #(#idents),* } = this {
                        node.read_fields(problems, const { &[#(#field_specs),*] }, &mut [#(#idents),*]);
                    }
                }));
                let field_checks = fields.iter().map(|field| {
                    let value = &field.ident;
                    field.checks(&quote!(#value), &format!("{name}.{}", field.name))
                });
                checks.push(quote!(Self::#variant_ident { #(#idents),* } => {
                    let _ = (#(&#idents),*);
                    #(#field_checks)*
                }));
            }
        }
    }
    let (attributes, visibility, body) = (&item.attrs, &item.vis, &item.variants);
    let (schema, container, ranges) = if options.read_only {
        (quote!(), quote!(), quote!())
    } else {
        (
            quote!(#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]),
            quote!(#[serde(rename_all = "snake_case", deny_unknown_fields)]),
            quote! {
                impl #ident {
                    /// The variants, each as the field that names it in the document, with the fields of its content.
                    pub const FIELDS: &'static [crate::scenario::reader::FieldSpec] = &[#(
                        crate::scenario::reader::FieldSpec {
                            inner: #contents,
                            ..crate::scenario::reader::FieldSpec::optional(#names)
                        }
                    ),*];
                }

                impl crate::scenario::reader::HasFields for #ident {
                    const FIELDS: &'static [crate::scenario::reader::FieldSpec] = Self::FIELDS;
                }

                impl crate::scenario::ranged::CheckRanges for #ident {
                    fn check_ranges(&self, check: &mut crate::scenario::check::Check<'_>) {
                        match self { #(#checks)* }
                    }
                }
            },
        )
    };
    let number = options.untagged_number.map(|variant| {
        quote! {
            if node.value().is_number() {
                *self = Self::#variant(::core::default::Default::default());
                if let Self::#variant(content) = self {
                    crate::scenario::reader::ReadScenario::read(content, node, problems);
                }
                return;
            }
        }
    });
    let expects = options.expects;
    Ok(quote! {
        #schema
        #(#attributes)*
        #container
        #visibility enum #ident { #body }

        impl crate::scenario::reader::ReadScenario for #ident {
            fn read(
                &mut self,
                node: &crate::scenario::reader::JsonNode<'_>,
                problems: &mut crate::scenario::problems::Problems,
            ) {
                const VARIANTS: &[crate::scenario::reader::VariantSpec] = &[#(#specs),*];
                #number
                let readers: &[crate::scenario::reader::VariantReader<Self>] = &[#(#readers),*];
                if let ::core::option::Option::Some((index, content)) = node.variant(problems, VARIANTS, #expects) {
                    readers[index](self, &content, problems);
                }
            }
        }

        #ranges
    })
}

/// What `#[externally_tagged(…)]` says.
struct Options {
    /// The variant that a bare number is: `untagged_number = Constant`.
    untagged_number: Option<Ident>,
    /// What an error says before the names of the variants: `expects = "one of "`.
    expects: String,
    /// Whether another type is written; this one is only read: `read_only`.
    read_only: bool,
}

impl Options {
    fn parse(arguments: TokenStream) -> Result<Self> {
        let mut options = Self { untagged_number: None, expects: "one of ".to_owned(), read_only: false };
        let parser = syn::meta::parser(|meta| {
            if meta.path.is_ident("untagged_number") {
                options.untagged_number = Some(meta.value()?.parse()?);
                options.expects = "a number, or one of ".to_owned();
            } else if meta.path.is_ident("expects") {
                options.expects = meta.value()?.parse::<LitStr>()?.value();
            } else if meta.path.is_ident("read_only") {
                options.read_only = true;
            } else {
                return Err(meta.error("untagged_number, expects or read_only"));
            }
            Ok(())
        });
        syn::parse::Parser::parse2(parser, arguments)?;
        Ok(options)
    }
}

pub fn internally_tagged(arguments: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let mut tag = None;
    let parser = syn::meta::parser(|meta| {
        if meta.path.is_ident("tag") {
            tag = Some(meta.value()?.parse::<LitStr>()?.value());
            Ok(())
        } else {
            Err(meta.error("unknown"))
        }
    });
    syn::parse::Parser::parse2(parser, arguments.clone())?;
    let tag = tag.ok_or_else(|| syn::Error::new_spanned(&arguments, "tag = \"…\""))?;
    let item: ItemEnum = syn::parse2(item)?;
    let ident = &item.ident;
    let (mut patterns, mut names, mut fresh, mut reads, mut checks) = (vec![], vec![], vec![], vec![], vec![]);
    for variant in &item.variants {
        let variant_ident = &variant.ident;
        names.push(snake_case(&variant_ident.to_string()));
        match variant.fields {
            Fields::Unit => {
                patterns.push(quote!(Self::#variant_ident));
                fresh.push(quote!(|| #ident::#variant_ident));
                reads.push(quote!(Self::#variant_ident => {}));
                checks.push(quote!(Self::#variant_ident => {}));
            }
            Fields::Unnamed(_) => {
                patterns.push(quote!(Self::#variant_ident(_)));
                fresh.push(quote!(|| #ident::#variant_ident(::core::default::Default::default())));
                reads.push(quote!(Self::#variant_ident(fields) => {
                    crate::scenario::reader::ReadFields::read_fields(fields, object);
                }));
                checks.push(quote!(Self::#variant_ident(fields) => {
                    crate::scenario::ranged::CheckRanges::check_ranges(fields, check);
                }));
            }
            Fields::Named(_) => return Err(syn::Error::new_spanned(variant, "a variant with one struct, or none")),
        }
    }
    let (attributes, visibility, body) = (&item.attrs, &item.vis, &item.variants);
    let reads_object = crate::reads_object(ident);
    Ok(quote! {
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #(#attributes)*
        #[serde(tag = #tag, rename_all = "snake_case")]
        #visibility enum #ident { #body }

        impl #ident {
            /// The names of the variants in a document, in their order.
            pub const IDS: &'static [&'static str] = &[#(#names),*];

            /// The name of its variant in a document.
            #[must_use]
            pub const fn id(&self) -> &'static str {
                match self { #(#patterns => #names),* }
            }

            /// The variant of this name, with the defaults of its fields.
            #[must_use]
            pub fn from_id(id: &str) -> ::core::option::Option<Self> {
                Self::IDS.iter().position(|known| *known == id).map(Self::from_index)
            }

            fn from_index(index: usize) -> Self {
                const VARIANTS: &[fn() -> #ident] = &[#(#fresh),*];
                VARIANTS[index]()
            }
        }

        impl crate::scenario::reader::ReadFields for #ident {
            fn read_fields(&mut self, object: &mut crate::scenario::reader::ObjectReader<'_, '_>) {
                const TAG: &[crate::scenario::reader::FieldSpec] =
                    &[crate::scenario::reader::FieldSpec::optional(#tag)];
                if let ::core::option::Option::Some(index) = object.tag(TAG, Self::IDS) {
                    *self = Self::from_index(index);
                }
                if !object.has_unknown_tag() {
                    match self { #(#reads)* }
                }
            }
        }

        #reads_object

        impl crate::scenario::ranged::CheckRanges for #ident {
            fn check_ranges(&self, check: &mut crate::scenario::check::Check<'_>) {
                match self { #(#checks)* }
            }
        }
    })
}
