use vesper_speech::{Line, Style, Voice};

/// What a voice says when it is tried out, in its own language where we have one.
pub fn sample_line(voice: Option<String>, language: &str) -> Line {
    let text = match language.split('-').next().unwrap_or_default() {
        "fr" => "Bonsoir. Installez-vous bien, et laissez-moi vous raconter quelque chose.",
        "de" => "Guten Abend. Machen Sie es sich bequem, und ich erzähle Ihnen etwas.",
        "es" => "Buenas noches. Póngase cómodo, y deje que le cuente algo.",
        "it" => "Buonasera. Si metta comodo, e lasci che le racconti qualcosa.",
        "pt" => "Boa noite. Fique à vontade, e deixe-me contar uma coisa.",
        _ => "Good evening. Make yourself comfortable, and let me tell you something.",
    };
    Line {
        text: text.into(),
        voice: Voice { chosen: voice, ..Voice::narrator() },
        style: Style::Plain,
        pace: 1.0,
        language: language.into(),
        ..Line::default()
    }
}
