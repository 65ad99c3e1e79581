//! What differs between languages.
pub(super) struct Tongue {}
static NONE: Tongue = Tongue {};
pub(super) fn of(_language: &str) -> &'static Tongue {
    &NONE
}
