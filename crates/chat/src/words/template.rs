use std::borrow::Cow;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread::Builder;
use std::time::Duration;

use minijinja::{Environment, UndefinedBehavior, Value, context};
use regex::Regex;
use vesper_speech::{Error, Kind, Message, Result, Role};
use vesper_weights::gguf::Header;

use super::{Tokens, python};

/// Fuel of a template for one prompt, and for each message of it: a step takes one, and one pays for 64 bytes that are made
/// (the template engine charges both, strings before it makes them). The longest known templates take some hundred steps for
/// each message. So what a template makes of a short message stays below 16 MB, with its copies below 64 MB.
const FUEL: u64 = 250_000;
const FUEL_A_MESSAGE: u64 = 8_000;
/// Bytes of messages for which there is one fuel more.
const BYTES_A_FUEL: usize = 8;
/// Bytes that a template may add to the messages.
const MOST_ADDED: usize = 1 << 20;
const LONGEST_TEMPLATE: usize = 1 << 20;
const DEEPEST_CALLS: usize = 64;
/// What is not written by then never will be: lists that are added to themselves take no fuel until they are walked through,
/// and then none for each of their items.
const LATEST: Duration = Duration::from_secs(5);

const NAME: &str = "chat";
const KEY: &str = "tokenizer.chat_template";
const PROBE: &str = "vesper";

/// What models without a template of their own are asked in, if they know its two tokens
/// (ChatML, <https://github.com/openai/openai-python/blob/v0.28.1/chatml.md>).
const CHATML: &str = "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n\
                      {% endfor %}<|im_start|>assistant{{ '\n' }}";

/// How a conversation is written for a model.
pub(super) struct Template {
    environment: Environment<'static>,
    begin: String,
    end: String,
    /// What is told where there is no template.
    missing: Error,
    takes_system: bool,
    /// It did not come to an end once, and is not asked again.
    endless: AtomicBool,
}

impl Template {
    /// # Errors
    /// `BadFile` for a template that cannot be read.
    pub(super) fn read(header: &Header, tokens: &Tokens) -> Result<Template> {
        let named = |key: &str| -> Result<String> {
            let token = tokens.vocabulary.named(header, key, None)?;
            let text = token.map(|token| tokens.text(token)).unwrap_or_default();
            Ok(String::from_utf8_lossy(text).into_owned())
        };
        let begin = named("tokenizer.ggml.bos_token_id")?;
        let end = named("tokenizer.ggml.eos_token_id")?;
        let chatml =
            ["<|im_start|>", "<|im_end|>"].iter().all(|mark| tokens.vocabulary.id(mark.as_bytes()).is_some());
        let source = header.text(KEY)?.or(chatml.then_some(CHATML));
        let missing = super::refused(
            header,
            "it does not say how a conversation is written for it: it has no chat template.",
            "Take a model that was taught to converse.",
        );
        let mut template = Template {
            environment: Environment::empty(),
            begin,
            end,
            missing,
            takes_system: true,
            endless: AtomicBool::new(false),
        };
        if let Some(source) = source {
            template.environment = environment(source).map_err(|what| {
                super::refused(
                    header,
                    format!("its chat template cannot be read: {what}."),
                    "Take another file of the model.",
                )
            })?;
            template.takes_system = template.shows_system();
        }
        Ok(template)
    }

    /// `messages` and the beginning of the answer. Where the template has no place for a system message it stands before
    /// the first message of the user, and where it wants turns to alternate, neighbours of one role are one message.
    ///
    /// # Errors
    /// `BadFile` where there is no template, it fails or does not come to an end; `BadRequest` where it refuses the messages.
    pub(super) fn write(&self, messages: &[Message], thinking: bool) -> Result<String> {
        let messages =
            if self.takes_system { Cow::Borrowed(messages) } else { Cow::Owned(without_system(messages)) };
        self.render(&messages, thinking).or_else(|error| match error.kind {
            Kind::BadRequest => self.render(&alternating(&messages), thinking),
            _ => Err(error),
        })
    }

    fn render(&self, messages: &[Message], thinking: bool) -> Result<String> {
        let said: usize = messages.iter().map(|message| message.text.len()).sum();
        let mut environment = self.environment.clone();
        let fuel = FUEL_A_MESSAGE.saturating_mul(messages.len() as u64) + (said / BYTES_A_FUEL) as u64;
        environment.set_fuel(Some(FUEL.saturating_add(fuel)));
        environment.get_template(NAME).map_err(|_| self.missing.clone())?;
        let roles =
            messages.iter().map(|message| context! { role => role(message.role), content => &*message.text });
        let context = context! {
            messages => roles.collect::<Vec<_>>(),
            add_generation_prompt => true,
            bos_token => &*self.begin,
            eos_token => &*self.end,
            enable_thinking => thinking,
            thinking => thinking,
            tools => (),
            documents => (),
        };
        let page = Page { text: Vec::new(), room: said.saturating_mul(2).saturating_add(MOST_ADDED) };
        String::from_utf8(self.written(environment, context, page)?)
            .map_err(|_| self.broken("it writes what is not text."))
    }

    /// Writes on a thread of its own, which is left behind where it does not come to an end: nothing else stops it.
    fn written(&self, environment: Environment<'static>, context: Value, mut page: Page) -> Result<Vec<u8>> {
        let endless = || self.broken("it does not come to an end.");
        if self.endless.load(Ordering::Relaxed) {
            return Err(endless());
        }
        let (done, told) = sync_channel(1);
        let write = move || {
            let written = environment.get_template(NAME).and_then(|template| {
                template.render_captured_to(context, &mut page)?;
                Ok(page.text)
            });
            // Nobody may wait any more.
            drop(done.send(written));
        };
        Builder::new()
            .name("template".into())
            .spawn(write)
            .map_err(|error| self.broken(&format!("there is no thread for it ({error}).")))?;
        match told.recv_timeout(LATEST) {
            Ok(written) => written.map_err(|error| self.failure(&error)),
            Err(_) => {
                self.endless.store(true, Ordering::Relaxed);
                Err(endless())
            }
        }
    }

    fn failure(&self, error: &minijinja::Error) -> Error {
        let detail = error.detail().unwrap_or_default();
        match detail.strip_prefix(python::REFUSED) {
            Some(said) => Error::new(
                Kind::BadRequest,
                self.missing.subject.clone(),
                format!("its chat template refuses these messages: {said}"),
                "",
            ),
            None => self.broken(&format!("{error:#}.")),
        }
    }

    fn broken(&self, what: &str) -> Error {
        let what = format!("its chat template cannot be followed: {what}");
        Error { what, advice: "Take another file of the model.".into(), ..self.missing.clone() }
    }

    fn shows_system(&self) -> bool {
        let message = |role, text: &str| Message { role, text: text.into() };
        let messages = [message(Role::System, PROBE), message(Role::User, "?")];
        self.render(&messages, false).is_ok_and(|text| text.contains(PROBE))
    }
}

/// What a template writes, as far as there is room.
struct Page {
    text: Vec<u8>,
    room: usize,
}

impl io::Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.text.len() + bytes.len() > self.room {
            return Err(io::Error::other("it writes more than any prompt needs"));
        }
        self.text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn environment(source: &str) -> std::result::Result<Environment<'static>, String> {
    if source.len() > LONGEST_TEMPLATE {
        return Err(format!("it has {} bytes", source.len()));
    }
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Lenient);
    environment.set_recursion_limit(DEEPEST_CALLS);
    let source = plain(source)?;
    python::equip(&mut environment)
        .and_then(|()| environment.add_template_owned(NAME, source))
        .map_err(|error| format!("{error:#}"))?;
    Ok(environment)
}

/// `source` without the blocks that mark what a model is taught by; nothing depends on them here.
fn plain(source: &str) -> std::result::Result<String, String> {
    let pattern = |pattern| Regex::new(pattern).map_err(|error| error.to_string());
    let opened = pattern(r"\{%(-?)\s*generation\s*(-?)%\}")?.replace_all(source, "{%$1 if true $2%}");
    Ok(pattern(r"\{%(-?)\s*endgeneration\s*(-?)%\}")?.replace_all(&opened, "{%$1 endif $2%}").into_owned())
}

fn role(role: Role) -> &'static str {
    match role {
        Role::System => "system",
        Role::User => "user",
        Role::Assistant => "assistant",
    }
}

fn without_system(messages: &[Message]) -> Vec<Message> {
    let (system, mut others): (Vec<_>, Vec<_>) =
        messages.iter().cloned().partition(|message| message.role == Role::System);
    let system = system.iter().map(|message| message.text.trim()).collect::<Vec<_>>().join("\n\n");
    if system.is_empty() {
        return others;
    }
    match others.iter_mut().find(|message| message.role == Role::User) {
        Some(user) => user.text = format!("{system}\n\n{}", user.text),
        None => others.insert(0, Message { role: Role::User, text: system }),
    }
    others
}

fn alternating(messages: &[Message]) -> Vec<Message> {
    let mut merged: Vec<Message> = Vec::new();
    for message in messages {
        match merged.last_mut().filter(|last| last.role == message.role) {
            Some(last) => last.text = format!("{}\n\n{}", last.text, message.text),
            None => merged.push(message.clone()),
        }
    }
    merged
}
