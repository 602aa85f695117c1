//! Attributes that describe a type of a scenario file in one place, the type itself.
//!
//! ```text
//!   #[object]                           a struct, written as a JSON object
//!   #[externally_tagged]                an enum: {"fixed": {"delay_ms": 5}}, or "none" for a variant without content
//!   #[internally_tagged(tag = "kind")]  an enum: {"kind": "sqs", …} with the tag among the fields of the variant
//!   #[keywords]                         an enum of words: "most_recent"
//! ```
//! From them come: how the type is read, with every problem at once; its `Default`; the check of its ranges; what serde writes and
//! leaves out; the JSON Schema's ranges; and a table of its fields for the controls that edit them. The code that they make names
//! paths of `lambda-scenario`, so they work in that crate only. They are attributes rather than derives because they also put
//! serde's and schemars' attributes on the fields.
//!
//! A field says what is special about it:
//!
//! ```text
//!   #[field(range = SHARE)]             a number or a distribution, and its range in `ranges`; its default is that of the range
//!   #[field(default = 0.5)]             another default
//!   #[field(omit_default)]              not written while it has its default (an `Option` that is `None` never is)
//!   #[field(required)]                  must be there
//!   #[field(range_if = Self::timeouts)] the range that holds depends on other fields: `fn(&Self) -> Option<Range>`
//!   #[field(max_len = MAX_TEXT)]        the longest text, or list
//!   #[field(check_inside)]              an object whose own ranges are checked along
//!   #[field(flatten)]                   its fields are written among those of this type
//!   #[field(name = "type")]             its name in the document
//! ```

mod enums;
mod field;
mod keywords;
mod object;

use proc_macro::TokenStream;
use quote::quote;

/// A struct that is written as a JSON object; fields without a value in the document keep their default.
#[proc_macro_attribute]
pub fn object(arguments: TokenStream, item: TokenStream) -> TokenStream {
    finish(object::expand(arguments.into(), item.into()))
}

/// An enum that is written as an object with one field, which names the variant and holds its content.
#[proc_macro_attribute]
pub fn externally_tagged(arguments: TokenStream, item: TokenStream) -> TokenStream {
    finish(enums::externally_tagged(arguments.into(), item.into()))
}

/// An enum that is written as an object whose field `tag` names the variant, with the variant's fields next to it.
#[proc_macro_attribute]
pub fn internally_tagged(arguments: TokenStream, item: TokenStream) -> TokenStream {
    finish(enums::internally_tagged(arguments.into(), item.into()))
}

/// An enum of words; `rename_all` is `"snake_case"` unless it says otherwise, and `#[serde(rename = "…")]` names one word.
#[proc_macro_attribute]
pub fn keywords(arguments: TokenStream, item: TokenStream) -> TokenStream {
    finish(keywords::expand(arguments.into(), item.into()))
}

/// A type that is read from a JSON object, by its fields.
fn reads_object(ident: &syn::Ident) -> proc_macro2::TokenStream {
    quote! {
        impl crate::scenario::reader::ReadScenario for #ident {
            fn read(
                &mut self,
                node: &crate::scenario::reader::JsonNode<'_>,
                problems: &mut crate::scenario::problems::Problems,
            ) {
                node.read_object(problems, self);
            }
        }
    }
}

fn finish(expanded: syn::Result<proc_macro2::TokenStream>) -> TokenStream {
    expanded.unwrap_or_else(|error| error.into_compile_error()).into()
}
