//! The colors of a drawing, by what they mean. What they look like is in the page's stylesheet and nowhere else.

/// A color by its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum ColorRole {
    /// The page.
    Ground,
    /// What lies on it.
    Panel,
    /// Hairlines.
    Line,
    /// Text.
    Words,
    /// Labels.
    Quiet,
    /// What is selected or pointed at.
    Accent,
    /// Download of the code.
    Download,
    /// Start of an environment.
    Start,
    /// Init.
    Init,
    /// Restore of a snapshot.
    Restore,
    /// The handler.
    Handler,
    /// An environment that does nothing.
    Idle,
    /// Requests refused, and the limits that refuse.
    Throttle,
    /// Failures.
    Error,
    /// Timeouts.
    Timeout,
    /// What is provisioned.
    Provisioned,
    /// The ground of what is provisioned.
    ProvisionedTint,
    /// The ground of a function's second version, and of every fourth after it.
    VersionB,
    /// Of its third.
    VersionC,
    /// Of its fourth.
    VersionD,
}

impl ColorRole {
    /// All colors, in the order of their numbers.
    pub const ALL: [Self; 20] = [
        Self::Ground,
        Self::Panel,
        Self::Line,
        Self::Words,
        Self::Quiet,
        Self::Accent,
        Self::Download,
        Self::Start,
        Self::Init,
        Self::Restore,
        Self::Handler,
        Self::Idle,
        Self::Throttle,
        Self::Error,
        Self::Timeout,
        Self::Provisioned,
        Self::ProvisionedTint,
        Self::VersionB,
        Self::VersionC,
        Self::VersionD,
    ];

    /// The custom property of the stylesheet that holds it.
    pub const fn property(self) -> &'static str {
        match self {
            Self::Ground => "--ground",
            Self::Panel => "--panel",
            Self::Line => "--line",
            Self::Words => "--ink",
            Self::Quiet => "--quiet",
            Self::Accent => "--accent",
            Self::Download => "--phase-download",
            Self::Start => "--phase-start",
            Self::Init => "--phase-init",
            Self::Restore => "--phase-restore",
            Self::Handler => "--phase-handler",
            Self::Idle => "--idle",
            Self::Throttle => "--throttle",
            Self::Error => "--error",
            Self::Timeout => "--timeout",
            Self::Provisioned => "--provisioned",
            Self::ProvisionedTint => "--provisioned-tint",
            Self::VersionB => "--version-b",
            Self::VersionC => "--version-c",
            Self::VersionD => "--version-d",
        }
    }

    /// Its name in a drawing's text form.
    pub fn name(self) -> &'static str {
        let property = self.property().trim_start_matches("--");
        property.strip_prefix("phase-").unwrap_or(property)
    }
}

/// What a surface is made of besides its color, so that it can be recognized without it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Texture {
    /// Nothing.
    #[default]
    Plain,
    /// Dots.
    Dots,
    /// Lines that rise to the right.
    Hatch,
    /// Lines that fall to the right.
    BackHatch,
    /// Both.
    CrossHatch,
    /// Upright bars.
    Bars,
    /// Dashes from left to right, with nothing between them.
    Dashes,
}

impl Texture {
    /// All textures, in the order of their numbers.
    pub const ALL: [Self; 7] =
        [Self::Plain, Self::Dots, Self::Hatch, Self::BackHatch, Self::CrossHatch, Self::Bars, Self::Dashes];

    /// Its name in a drawing's text form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Dots => "dots",
            Self::Hatch => "hatch",
            Self::BackHatch => "back-hatch",
            Self::CrossHatch => "cross-hatch",
            Self::Bars => "bars",
            Self::Dashes => "dashes",
        }
    }
}

/// What a surface is painted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fill {
    /// Its color.
    pub ink: ColorRole,
    /// Its texture.
    pub texture: Texture,
    /// How much of what is beneath it covers, in per cent.
    pub cover: u8,
}

impl Fill {
    /// With a texture.
    pub const fn textured(ink: ColorRole, texture: Texture) -> Self {
        Self { ink, texture, cover: 100 }
    }

    /// Covering only this many per cent.
    #[must_use]
    pub const fn covering(self, cover: u8) -> Self {
        Self { cover, ..self }
    }
}

impl From<ColorRole> for Fill {
    fn from(ink: ColorRole) -> Self {
        Self::textured(ink, Texture::Plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_and_texture_stands_at_its_number() {
        for (number, ink) in ColorRole::ALL.into_iter().enumerate() {
            assert_eq!(ink as usize, number);
            assert!(ink.property().starts_with("--"));
        }
        for (number, texture) in Texture::ALL.into_iter().enumerate() {
            assert_eq!(texture as usize, number);
        }
    }

    #[test]
    fn every_colour_is_in_the_stylesheet() {
        let stylesheet = include_str!("../../../static/styles/tokens.css");
        for ink in ColorRole::ALL {
            assert!(stylesheet.contains(&format!("{}:", ink.property())), "{}", ink.property());
        }
    }
}
