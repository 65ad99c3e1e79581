mod border;
mod conversation;
mod fixture;
mod hostile;
mod oracle;
mod quantised;
mod stories;
