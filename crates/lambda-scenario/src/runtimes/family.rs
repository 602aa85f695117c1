//! Kinds of code that load alike: what importing costs depends on them.

use std::fmt;

/// Runtimes whose code is loaded in the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// JavaScript: Node.js, and Bun and LLRT on an OS-only runtime.
    NodeJs,
    /// Python.
    Python,
    /// Ruby.
    Ruby,
    /// The Java virtual machine.
    Java,
    /// .NET with just-in-time compilation.
    DotNet,
    /// Machine code compiled ahead of time: Go, Rust, C++, Swift, GraalVM and .NET native images; shell counts here.
    Native,
}

impl Family {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::NodeJs, Self::Python, Self::Ruby, Self::Java, Self::DotNet, Self::Native];
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NodeJs => "Node.js",
            Self::Python => "Python",
            Self::Ruby => "Ruby",
            Self::Java => "Java",
            Self::DotNet => ".NET",
            Self::Native => "native code",
        })
    }
}
