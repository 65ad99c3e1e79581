//! Fetching from hubs that keep to the rules and from hubs that do not.

mod answers;
mod cuts;
mod kills;
mod redirects;
mod server;
mod stops;
mod whole;
mod world;
