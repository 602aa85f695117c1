//! `#[keywords]`: an enum of words.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Fields, ItemEnum, LitStr, Result};

pub fn expand(arguments: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let mut rule = "snake_case".to_owned();
    let parser = syn::meta::parser(|meta| {
        if meta.path.is_ident("rename_all") {
            rule = meta.value()?.parse::<LitStr>()?.value();
            Ok(())
        } else {
            Err(meta.error("unknown"))
        }
    });
    syn::parse::Parser::parse2(parser, arguments)?;
    let item: ItemEnum = syn::parse2(item)?;
    let ident = &item.ident;
    let mut variants = Vec::new();
    let mut words = Vec::new();
    for variant in &item.variants {
        if !matches!(variant.fields, Fields::Unit) {
            return Err(syn::Error::new_spanned(variant, "a variant without content"));
        }
        variants.push(&variant.ident);
        words.push(match renamed(&variant.attrs)? {
            Some(word) => word,
            None => renamed_by(&rule, &variant.ident.to_string()),
        });
    }
    let count = variants.len();
    let (attributes, visibility, body) = (&item.attrs, &item.vis, &item.variants);
    Ok(quote! {
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #(#attributes)*
        #[serde(rename_all = #rule)]
        #visibility enum #ident { #body }

        impl #ident {
            /// All of them, in the order they are offered.
            pub const ALL: [Self; #count] = [#(Self::#variants),*];

            /// The word in a document.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { #(Self::#variants => #words),* }
            }
        }

        impl crate::scenario::reader::ReadScenario for #ident {
            fn read(
                &mut self,
                node: &crate::scenario::reader::JsonNode<'_>,
                problems: &mut crate::scenario::problems::Problems,
            ) {
                if let ::core::option::Option::Some(index) = node.word(problems, &[#(#words),*]) {
                    *self = Self::ALL[index];
                }
            }
        }
    })
}

/// The name that `#[serde(rename = "…")]` gives.
fn renamed(attributes: &[Attribute]) -> Result<Option<String>> {
    let mut name = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") {
                name = Some(meta.value()?.parse::<LitStr>()?.value());
                Ok(())
            } else {
                Err(meta.error("only rename"))
            }
        })?;
    }
    Ok(name)
}

/// A variant's name by serde's rule.
fn renamed_by(rule: &str, name: &str) -> String {
    match rule {
        "camelCase" => name[..1].to_ascii_lowercase() + &name[1..],
        "PascalCase" => name.to_owned(),
        _ => snake_case(name),
    }
}

/// A variant's name as serde's `snake_case` has it.
pub fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for (index, letter) in name.chars().enumerate() {
        if letter.is_ascii_uppercase() && index > 0 {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}
