//! The folder of models: what is whole, what is not, and what may be done to it.

mod adding;
mod cached;
mod desk;
mod links;
mod locks;
mod paths;
mod recognising;
mod together;
mod whole;
