//! A file to be understood, here or in another process: what that one is asked and what it answers,
//! as JSON. Both are the same build of the program.

use fanal_formats::read::{Unwatched, Watch};
use fanal_formats::wire;
use fanal_model::{Field, Problem};
use serde::{Deserialize, Serialize};

use crate::{GivenFile, Recipe, Understanding, understand};

/// A file to be understood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Look {
    /// The file.
    pub file: GivenFile,
    /// How it is to be read.
    pub recipe: Recipe,
    /// Fields whose types bind the columns of the same name.
    #[serde(with = "wire")]
    pub declared: Vec<Field>,
}

#[derive(Serialize, Deserialize)]
enum Answer {
    Understood(Box<Understanding>),
    NotUnderstood(#[serde(with = "wire")] Problem),
}

impl Look {
    /// Reads the file in this process.
    pub fn understand(&self, watch: &dyn Watch) -> Result<Understanding, Problem> {
        understand(&self.file, &self.recipe, &self.declared, watch).map_err(|error| error.problem())
    }

    /// What another process is asked: one line.
    pub fn ask(&self) -> serde_json::Result<String> {
        serde_json::to_string(self).map(|line| line + "\n")
    }

    /// In that process: does what is asked, and writes the answer.
    pub fn answer(asked: &str) -> serde_json::Result<Vec<u8>> {
        let look: Self = serde_json::from_str(asked)?;
        let answer = match look.understand(&Unwatched) {
            Ok(understanding) => Answer::Understood(Box::new(understanding)),
            Err(problem) => Answer::NotUnderstood(problem),
        };
        serde_json::to_vec(&answer)
    }

    /// Reads that answer.
    pub fn read_answer(answer: &[u8]) -> serde_json::Result<Result<Understanding, Problem>> {
        Ok(match serde_json::from_slice(answer)? {
            Answer::Understood(understanding) => Ok(*understanding),
            Answer::NotUnderstood(problem) => Err(problem),
        })
    }
}
