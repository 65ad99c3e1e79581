//! Names on the command line that a shell can complete.

use std::ffi::OsStr;
use std::sync::LazyLock;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Command, Error};
use vesper_catalog::{Catalog, Role};

static IDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let catalog = Catalog::shipped();
    catalog.map_or_else(|_| Vec::new(), |it| it.models().iter().map(|model| model.id.clone()).collect())
});

/// A model's id. Any text passes: the catalog says what it means, or what is near it.
#[derive(Clone)]
pub(super) struct Id;

impl TypedValueParser for Id {
    type Value = String;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<String, Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue>>> {
        Some(Box::new(IDS.iter().map(|id| PossibleValue::new(id.as_str()))))
    }
}

#[derive(Clone)]
pub(super) struct RoleName;

impl TypedValueParser for RoleName {
    type Value = Role;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<Role, Error> {
        let name = StringValueParser::new().parse_ref(command, arg, value)?;
        Role::named(&name).ok_or_else(|| {
            let roles: Vec<&str> = Role::ALL.into_iter().map(Role::name).collect();
            Error::raw(
                ErrorKind::InvalidValue,
                format!("'{name}' is no role; these are: {}\n", roles.join(", ")),
            )
            .with_cmd(command)
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue>>> {
        Some(Box::new(Role::ALL.into_iter().map(|role| PossibleValue::new(role.name()))))
    }
}
