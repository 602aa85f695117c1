//! `#[object]`: a struct that is written as a JSON object.

use crate::field::FieldAttributes;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Fields, ItemStruct, Result};

pub fn expand(arguments: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let mode = Mode::parse(arguments)?;
    let mut item: ItemStruct = syn::parse2(item)?;
    let ident = item.ident.clone();
    let Fields::Named(named) = &mut item.fields else {
        return Err(syn::Error::new_spanned(&item, "a struct with named fields"));
    };
    let mut fields = Vec::new();
    let mut helpers = Vec::new();
    for field in &mut named.named {
        let attributes = FieldAttributes::take(field)?;
        let helper = format_ident!("omits_{}", attributes.ident);
        if mode != Mode::ReadOnly {
            field.attrs.extend(attributes_of(&attributes.foreign(&quote!(#ident::#helper)))?);
        }
        if attributes.omit_default {
            let (ty, default) = (&attributes.ty, attributes.default_value());
            helpers.push(quote! {
                fn #helper(value: &#ty) -> bool {
                    *value == #default
                }
            });
        }
        fields.push(attributes);
    }

    // What is required everywhere has no default that serde or a schema should know.
    let container = match mode {
        Mode::ReadOnly => quote!(),
        Mode::Flattened => quote!(#[serde(default)]),
        Mode::Whole if fields.iter().all(|field| field.required) => quote!(#[serde(deny_unknown_fields)]),
        Mode::Whole => quote!(#[serde(default, deny_unknown_fields)]),
    };
    let schema =
        (mode != Mode::ReadOnly).then(|| quote!(#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]));
    let (item_attributes, visibility, body) = (&item.attrs, &item.vis, &item.fields);
    let (flat, plain): (Vec<_>, Vec<_>) = fields.iter().partition(|field| field.flatten);
    let plain_idents: Vec<_> = plain.iter().map(|field| &field.ident).collect();
    let flat_idents: Vec<_> = flat.iter().map(|field| &field.ident).collect();
    let specs: Vec<_> = plain.iter().map(|field| field.spec()).collect();
    let flat_types: Vec<_> = flat.iter().map(|field| &field.ty).collect();
    let idents: Vec<_> = fields.iter().map(|field| &field.ident).collect();
    let defaults: Vec<_> = fields.iter().map(FieldAttributes::default_value).collect();
    let checks: Vec<_> = fields
        .iter()
        .map(|field| {
            let ident = &field.ident;
            field.checks(&quote!(&self.#ident), &field.name)
        })
        .collect();
    let helpers = (!helpers.is_empty()).then(|| quote!(impl #ident { #(#helpers)* }));

    let reads_object = crate::reads_object(&ident);
    Ok(quote! {
        #schema
        #(#item_attributes)*
        #container
        #visibility struct #ident #body

        #helpers

        impl ::core::default::Default for #ident {
            fn default() -> Self {
                Self { #(#idents: #defaults),* }
            }
        }

        impl #ident {
            /// The fields with their ranges, in the order of the document.
            pub const FIELDS: &'static [crate::scenario::reader::FieldSpec] = &[#(#specs),*];
        }

        impl crate::scenario::reader::ReadFields for #ident {
            fn read_fields(&mut self, object: &mut crate::scenario::reader::ObjectReader<'_, '_>) {
                let Self { #(#plain_idents,)* #(#flat_idents,)* } = self;
                object.read(Self::FIELDS, &mut [#(#plain_idents),*]);
                #(<#flat_types as crate::scenario::reader::ReadFields>::read_fields(#flat_idents, object);)*
            }
        }

        impl crate::scenario::reader::HasFields for #ident {
            const FIELDS: &'static [crate::scenario::reader::FieldSpec] = Self::FIELDS;
        }

        #reads_object

        impl crate::scenario::ranged::CheckRanges for #ident {
            fn check_ranges(&self, check: &mut crate::scenario::check::Check<'_>) {
                let _ = &check;
                #(#checks)*
            }
        }
    })
}

/// How the struct is written.
#[derive(PartialEq)]
enum Mode {
    /// By serde, as an object that has no other fields.
    Whole,
    /// By serde, among the fields of another type: `#[object(flattened)]`.
    Flattened,
    /// By another type; this one is only read: `#[object(read_only)]`.
    ReadOnly,
}

impl Mode {
    fn parse(arguments: TokenStream) -> Result<Self> {
        if arguments.is_empty() {
            return Ok(Self::Whole);
        }
        let mode: syn::Ident = syn::parse2(arguments)?;
        match mode.to_string().as_str() {
            "flattened" => Ok(Self::Flattened),
            "read_only" => Ok(Self::ReadOnly),
            _ => Err(syn::Error::new_spanned(mode, "flattened or read_only")),
        }
    }
}

/// Attributes from tokens.
pub fn attributes_of(tokens: &[TokenStream]) -> Result<Vec<syn::Attribute>> {
    syn::parse::Parser::parse2(syn::Attribute::parse_outer, quote!(#(#tokens)*))
}
