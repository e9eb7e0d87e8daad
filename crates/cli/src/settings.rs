//! Settings of `gongkai convert` from a file and from the environment.
//!
//! Every flag may stand in `gongkai.toml`, searched for in the current folder and upwards, under its own name
//! (`memory-limit = "1G"`), and in the environment (`GONGKAI_MEMORY_LIMIT=1G`). What is typed goes before the environment,
//! the environment before the file. All three are read by the one parser of the command line.

use crate::arguments::Arguments;
use crate::exit::UsageError;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command, CommandFactory};
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Name of the file.
pub(crate) const FILE: &str = "gongkai.toml";
/// Begins the names of variables.
const PREFIX: &str = "GONGKAI_";
/// The subcommand that has settings.
const SUBCOMMAND: &str = "convert";
/// What is no setting, but asks for something once.
const NO_SETTINGS: [&str; 4] = ["help", "show_config", "dry_run", "inputs"];
/// Settings that are paths: in a file, relative to it.
const PATHS: [&str; 3] = ["output", "root", "files_from"];

/// Where a setting comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// It was typed.
    CommandLine,
    /// This variable.
    Variable(String),
    /// This file.
    File(PathBuf),
}

/// A setting that has a value.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Setting {
    values: Vec<OsString>,
    origin: Origin,
}

impl Setting {
    /// The words that would make it on a command line.
    fn as_words(&self, argument: &Arg) -> Vec<OsString> {
        let name = OsString::from(format!("--{}", argument.get_long().unwrap_or_default()));
        if matches!(argument.get_action(), ArgAction::Count) {
            // A flag that is repeated takes no value.
            let times = self.values.first().and_then(|value| value.to_str()?.parse().ok()).unwrap_or(1);
            return vec![name; times];
        }
        let with_value = self.values.iter().fold(name, |mut word, value| {
            word.push("=");
            word.push(value);
            word
        });
        vec![with_value]
    }
}

/// The settings of a command line, with what the environment and a file add.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    by_id: BTreeMap<String, Setting>,
    wants_shown: bool,
}

impl Settings {
    /// Reads the three places. `None` when the command line is not that of `convert`.
    pub(crate) fn gather(
        typed: &[OsString],
        environment: impl Iterator<Item = (OsString, OsString)>,
        folder: &Path,
    ) -> Result<Option<Self>, UsageError> {
        // What is wrong with the command line is said by the real parser; here it is only looked at.
        let Ok(matches) = Arguments::command().ignore_errors(true).try_get_matches_from(typed) else { return Ok(None) };
        let Some((SUBCOMMAND, matches)) = matches.subcommand() else { return Ok(None) };
        let command = convert_command();
        let mut settings = Self { by_id: BTreeMap::new(), wants_shown: matches.get_flag("show_config") };
        for argument in settable(&command) {
            let id = argument.get_id().as_str();
            if is_typed(matches, id) {
                let values = match argument.get_action() {
                    ArgAction::Count => vec![matches.get_count(id).to_string().into()],
                    _ => matches.get_raw(id).map(|raw| raw.map(OsStr::to_owned).collect()).unwrap_or_default(),
                };
                settings.by_id.insert(id.to_owned(), Setting { values, origin: Origin::CommandLine });
            }
        }
        for (name, value) in environment {
            let Some(id) = name.to_str().and_then(|name| name.strip_prefix(PREFIX)).map(str::to_ascii_lowercase) else {
                continue;
            };
            // Other variables of this beginning are somebody else's.
            if let Some(argument) = settable(&command).find(|argument| argument.get_id().as_str() == id) {
                let origin = Origin::Variable(format!("{PREFIX}{}", id.to_ascii_uppercase()));
                settings.add(&command, argument, value, origin)?;
            }
        }
        if let Some(file) = folder.ancestors().map(|folder| folder.join(FILE)).find(|file| file.is_file()) {
            settings.add_file(&command, &file)?;
        }
        Ok(Some(settings))
    }

    fn add_file(&mut self, command: &Command, file: &Path) -> Result<(), UsageError> {
        let wrong = |what: String| UsageError(format!("{}: {what}", file.display()));
        let text = std::fs::read_to_string(file).map_err(|error| wrong(error.to_string()))?;
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| wrong(error.to_string()))?;
        for (key, value) in table {
            let id = key.replace('-', "_");
            let Some(argument) = settable(command).find(|argument| argument.get_id().as_str() == id) else {
                let known: Vec<_> = settable(command).filter_map(Arg::get_long).collect();
                return Err(wrong(format!("no setting is called {key}; there are {}", known.join(", "))));
            };
            let value = match value {
                toml::Value::String(text) if PATHS.contains(&id.as_str()) && text != "-" => {
                    file.parent().unwrap_or(Path::new("")).join(text).into_os_string()
                }
                toml::Value::String(text) => text.into(),
                toml::Value::Integer(number) => number.to_string().into(),
                toml::Value::Boolean(truth) => truth.to_string().into(),
                _ => return Err(wrong(format!("{key}: a text, a number, true or false is wanted"))),
            };
            self.add(command, argument, value, Origin::File(file.to_owned()))?;
        }
        Ok(())
    }

    /// Takes a value, unless the setting, or one that excludes it, has been made in a place that goes before.
    fn add(&mut self, command: &Command, argument: &Arg, value: OsString, origin: Origin) -> Result<(), UsageError> {
        let id = argument.get_id().as_str();
        let before =
            |other: &Arg| self.by_id.get(other.get_id().as_str()).is_some_and(|setting| setting.origin != origin);
        let excluded = settable(command).filter(|other| before(other)).any(|other| {
            let excludes =
                |a: &Arg, b: &Arg| command.get_arg_conflicts_with(a).iter().any(|c| c.get_id() == b.get_id());
            excludes(other, argument) || excludes(argument, other)
        });
        if excluded || self.by_id.contains_key(id) {
            return Ok(());
        }
        let values = match (argument.get_action(), value.to_str()) {
            (ArgAction::SetTrue, Some("true" | "1" | "yes")) => Vec::new(),
            (ArgAction::SetTrue, Some("false" | "0" | "no" | "")) => return Ok(()),
            (ArgAction::SetTrue, _) => {
                return Err(UsageError(format!("{}: {id}: true or false is wanted", origin.in_words())));
            }
            (ArgAction::Count, Some("true" | "1" | "yes")) => vec!["1".into()],
            (ArgAction::Count, Some("2")) => vec!["2".into()],
            (ArgAction::Count, Some("false" | "0" | "no" | "")) => return Ok(()),
            (ArgAction::Count, _) => {
                return Err(UsageError(format!("{}: {id}: true, false or 2 is wanted", origin.in_words())));
            }
            _ => vec![value],
        };
        self.by_id.insert(id.to_owned(), Setting { values, origin });
        Ok(())
    }

    /// The command line as it would be if everything had been typed.
    pub(crate) fn as_typed(&self, typed: &[OsString]) -> Vec<OsString> {
        let command = convert_command();
        let mut all = typed.to_vec();
        let added = self.by_id.iter().filter(|(_, setting)| setting.origin != Origin::CommandLine);
        let added = added.filter_map(|(id, setting)| {
            let argument = settable(&command).find(|argument| argument.get_id().as_str() == id)?;
            Some(setting.as_words(argument))
        });
        // Behind the name of the program and of the subcommand.
        all.splice(2.min(typed.len())..2.min(typed.len()), added.flatten());
        all
    }

    /// Whether the settings are to be shown.
    pub(crate) const fn wants_shown(&self) -> bool {
        self.wants_shown
    }

    /// What did not come from the command line, for a message about a wrong value.
    pub(crate) fn origins(&self) -> Vec<String> {
        let added = self.by_id.iter().filter(|(_, setting)| setting.origin != Origin::CommandLine);
        added
            .map(|(id, setting)| format!("--{} comes from {}", id.replace('_', "-"), setting.origin.in_words()))
            .collect()
    }

    /// Every setting with its value and where it comes from, as a file that could be `gongkai.toml`.
    pub(crate) fn shown(&self) -> String {
        let command = convert_command();
        let mut text = String::new();
        for argument in settable(&command) {
            let (Some(name), id) = (argument.get_long(), argument.get_id().as_str()) else { continue };
            let is_flag = matches!(argument.get_action(), ArgAction::SetTrue);
            let is_count = matches!(argument.get_action(), ArgAction::Count);
            let (line, origin) = match self.by_id.get(id) {
                Some(_) if is_flag => (format!("{name} = true"), self.origin_of(id)),
                Some(setting) if is_count => {
                    let times = setting.values.first().map(|value| value.to_string_lossy()).unwrap_or_default();
                    (format!("{name} = {times}"), self.origin_of(id))
                }
                Some(setting) => {
                    let value = setting.values.first().map(|value| value.to_string_lossy()).unwrap_or_default();
                    (format!("{name} = {}", toml::Value::String(value.into_owned())), self.origin_of(id))
                }
                None if is_flag || is_count => (format!("{name} = false"), "default".to_owned()),
                None => match default_of(argument) {
                    Some(value) => (format!("{name} = {}", toml::Value::String(value)), "default".to_owned()),
                    None => (format!("# {name} ="), "not set".to_owned()),
                },
            };
            let _ = writeln!(text, "{line:32} # {origin}");
        }
        text
    }

    fn origin_of(&self, id: &str) -> String {
        self.by_id.get(id).map(|setting| setting.origin.in_words()).unwrap_or_default()
    }
}

impl Origin {
    fn in_words(&self) -> String {
        match self {
            Self::CommandLine => "command line".to_owned(),
            Self::Variable(name) => name.clone(),
            Self::File(path) => path.display().to_string(),
        }
    }
}

fn is_typed(matches: &ArgMatches, id: &str) -> bool {
    matches.value_source(id) == Some(ValueSource::CommandLine)
}

fn convert_command() -> Command {
    let mut arguments = Arguments::command();
    arguments.build();
    arguments.find_subcommand(SUBCOMMAND).cloned().unwrap_or_default()
}

fn settable(command: &Command) -> impl Iterator<Item = &Arg> {
    command.get_arguments().filter(|argument| !NO_SETTINGS.contains(&argument.get_id().as_str()))
}

/// The value of a setting that nobody has made: its parser's default, or what its help says in brackets.
fn default_of(argument: &Arg) -> Option<String> {
    if let Some(value) = argument.get_default_values().first() {
        return Some(value.to_string_lossy().into_owned());
    }
    let help = argument.get_help()?.to_string();
    let (_, said) = help.split_once("[default: ")?;
    Some(said.trim_end_matches(']').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> Vec<OsString> {
        words.iter().map(OsString::from).collect()
    }

    fn gather(typed: &[&str], variables: &[(&str, &str)], file: &str) -> Result<Settings, String> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("below")).unwrap();
        std::fs::write(folder.path().join(FILE), file).unwrap();
        let environment = variables.iter().map(|(name, value)| (OsString::from(name), OsString::from(value)));
        let settings = Settings::gather(&words(typed), environment, &folder.path().join("below"));
        settings.map(Option::unwrap_or_default).map_err(|error| error.0)
    }

    #[test]
    fn what_is_typed_goes_before_the_environment_and_that_before_the_file() {
        let typed = ["gongkai", "convert", "in", "-j", "3"];
        let variables = [("GONGKAI_JOBS", "4"), ("GONGKAI_TIMEOUT", "9"), ("GONGKAI_UPDATE_GOLDEN", "1")];
        let settings =
            gather(&typed, &variables, "jobs = 5\ntimeout = '8s'\nmemory-limit = '1G'\nstrict = true\n").unwrap();
        let all = settings.as_typed(&words(&typed));
        let expected = ["--memory-limit=1G", "--strict", "--timeout=9", "in", "-j", "3"];
        assert_eq!(all[2..], words(&expected));
        let shown = settings.shown();
        let says = |text: &str| {
            shown.lines().any(|line| line.split_whitespace().collect::<Vec<_>>().join(" ").starts_with(text))
        };
        assert!(says("jobs = \"3\" # command line"), "{shown}");
        assert!(
            says("timeout = \"9\" # GONGKAI_TIMEOUT") && says("strict = true # /") && says("stall = \"60s\" # default")
        );
        assert!(shown.parse::<toml::Table>().is_ok());
    }

    #[test]
    fn a_flag_that_is_repeated_is_so_often_typed() {
        let typed = ["gongkai", "convert", "in"];
        let settings = gather(&typed, &[("GONGKAI_VERBOSE", "2")], "verbose = true").unwrap();
        assert_eq!(settings.as_typed(&words(&typed))[2..], words(&["--verbose", "--verbose", "in"]));
        let settings = gather(&typed, &[], "verbose = true").unwrap();
        assert_eq!(settings.as_typed(&words(&typed))[2..], words(&["--verbose", "in"]));
        let shown = gather(&["gongkai", "convert", "-vv"], &[], "").unwrap().shown();
        assert!(shown.contains("verbose = 2 "), "{shown}");
        assert!(gather(&typed, &[("GONGKAI_VERBOSE", "loud")], "").is_err());
    }

    #[test]
    fn what_excludes_what_is_typed_gives_way() {
        let settings = gather(&["gongkai", "convert", "in", "-v"], &[("GONGKAI_QUIET", "1")], "quiet = true").unwrap();
        assert!(!settings.as_typed(&words(&["gongkai", "convert"])).contains(&OsString::from("--quiet")));
        let settings = gather(&["gongkai", "convert", "in"], &[("GONGKAI_STRICT", "false")], "").unwrap();
        assert_eq!(settings.origins(), Vec::<String>::new());
    }

    #[test]
    fn a_wrong_file_is_said_to_be_wrong() {
        let wrong = |file: &str| gather(&["gongkai", "convert"], &[], file).unwrap_err();
        assert!(wrong("jbos = 1").contains("gongkai.toml: no setting is called jbos; there are "));
        assert!(wrong("strict = 'perhaps'").contains("true or false"));
        assert!(wrong("jobs = [1]").contains("jobs: a text"));
        assert!(wrong("jobs = ").contains("gongkai.toml: "));
        assert!(gather(&["gongkai", "schema"], &[], "jbos = 1").unwrap().origins().is_empty());
    }
}
