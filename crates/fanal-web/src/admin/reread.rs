//! Reading a file as the form says: what can't be read so changes nothing.

use fanal_model::Problem;
use fanal_service::{ColumnRecipe, Looked, Recipe, ServiceError, Understanding};

use super::recipe_form::{SentColumns, followed, reads_otherwise, recipe};
use crate::App;
use crate::extract::Visitor;
use crate::uri::Parameters;

/// A file as it was read, and what stood in the way of the recipe that is kept for it.
pub(super) struct Seen {
    pub(super) looked: Looked,
    /// Why the recipe that is kept can't be followed, when the file is shown without it.
    pub(super) trouble: Option<Problem>,
}

/// What the form led to.
pub(super) enum Reread {
    /// The file is read as the form says, its columns being those of the form.
    AsSaid(Looked),
    /// The file itself is read otherwise, or a column has another type for what was said of its
    /// cells: nobody has seen that yet.
    Anew(Looked),
    /// It can't be read so: all stays as it was.
    Refused(Looked, Problem),
}

/// Looks at a file. A recipe of an earlier file that does not suit this one is shown with its
/// problem, and the file without its names and types; what is to be left out stays so.
pub(super) async fn look(app: &App, visitor: &Visitor, id: &str) -> Result<Seen, ServiceError> {
    let looked = app.platform.look(&visitor.caller, id).await?;
    let trouble = match &looked.understanding {
        Err(problem) if is_of_recipe(problem) || is_of_union(problem) => problem.clone(),
        _ => return Ok(Seen { looked, trouble: None }),
    };
    let left_out = looked.recipe.columns.iter().filter(|c| c.leave_out).map(|c| ColumnRecipe {
        title: c.title.clone(),
        occurrence: c.occurrence,
        leave_out: true,
        ..ColumnRecipe::default()
    });
    let union = looked.recipe.union && !is_of_union(&trouble);
    let bare = Recipe { columns: left_out.collect(), union, ..looked.recipe.clone() };
    let tried = app.platform.look_with(&visitor.caller, id, bare).await?;
    Ok(match &tried.understanding {
        Ok(_) => Seen { looked: tried, trouble: Some(trouble) },
        Err(_) => Seen { looked, trouble: None },
    })
}

/// Reads the file as the form says, and keeps that when it can be read so.
pub(super) async fn reread(
    app: &App,
    visitor: &Visitor,
    id: &str,
    fields: &Parameters,
) -> Result<Reread, ServiceError> {
    let (platform, caller) = (&app.platform, &visitor.caller);
    let Seen { looked, trouble } = look(app, visitor, id).await?;
    if let Some(problem) = SentColumns::read(fields).differ(&looked) {
        return Ok(Reread::Refused(looked, problem));
    }
    let mut decided = recipe(fields, &looked);
    if decided == looked.recipe && trouble.is_none() {
        return Ok(Reread::AsSaid(looked));
    }
    let anew = reads_otherwise(&decided, &looked.recipe);
    let mut tried = platform.look_with(caller, id, decided.clone()).await?;
    if let (true, Ok(before), Ok(after)) = (anew, &looked.understanding, &tried.understanding) {
        let following = followed(&decided, before, after);
        if following != decided {
            tried = platform.look_with(caller, id, following.clone()).await?;
            decided = following;
        }
    }
    let retyped = match (&looked.understanding, &tried.understanding) {
        (Ok(before), Ok(after)) => retyped(&decided, before, after),
        _ => false,
    };
    match &tried.understanding {
        Err(problem) if looked.understanding.is_ok() || is_of_recipe(problem) => {
            let problem = problem.clone();
            Ok(Reread::Refused(looked, problem))
        }
        _ => {
            platform.decide(caller, id, &decided).await?;
            Ok(if anew || retyped { Reread::Anew(tried) } else { Reread::AsSaid(tried) })
        }
    }
}

/// Whether some column has another type than it was shown with, and nobody said which.
fn retyped(decided: &Recipe, before: &Understanding, after: &Understanding) -> bool {
    let mut both = before.profile.columns.iter().zip(&before.columns).zip(&after.columns);
    both.any(|((found, shown), now)| {
        let typed = decided.column(&found.title, shown.occurrence);
        let typed = typed.is_some_and(|decided| decided.field_type.is_some());
        !typed && now.kept && shown.field.field_type != now.field.field_type
    })
}

/// Whether tables that are to be read together can't be.
fn is_of_union(problem: &Problem) -> bool {
    problem.code.starts_with("union-")
}

fn is_of_recipe(problem: &Problem) -> bool {
    problem.code.starts_with("recipe-")
}
