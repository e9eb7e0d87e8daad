//! Which lines are rows of a table, and their cells.

/// Most cells of one row; what follows stays in the last one.
const MAX_CELLS: usize = 512;

/// What divides a line into cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowMark {
    /// Nothing: the line is prose.
    None,
    /// Tabs.
    Tab,
    /// `|`, as in markdown.
    Pipe,
}

/// A line as it stands in the file.
pub(super) struct RawLine<'a> {
    /// Line number from 1.
    pub(super) number: u32,
    /// Page from 0.
    pub(super) page: usize,
    /// Text without the line end.
    pub(super) text: &'a str,
    /// What divides it into cells.
    pub(super) row: RowMark,
}

/// Marks the rows of pipe tables: lines between pipes, and lines with inner pipes next to a divider row.
pub(super) fn mark_pipe_rows(lines: &mut [RawLine<'_>]) {
    for line in lines.iter_mut() {
        let text = line.text.trim();
        if text.len() > 2 && text.starts_with('|') && text.ends_with('|') && !text.contains('\t') {
            line.row = RowMark::Pipe;
        }
    }
    let dividers: Vec<usize> = (0..lines.len()).filter(|&i| is_pipe_divider(lines[i].text)).collect();
    for at in dividers {
        lines[at].row = RowMark::Pipe;
        if let Some(header) = at.checked_sub(1).and_then(|i| lines.get_mut(i)) {
            mark_if_piped(header);
        }
        for line in lines.iter_mut().skip(at + 1) {
            if line.row == RowMark::Pipe || !mark_if_piped(line) {
                break;
            }
        }
    }
}

fn mark_if_piped(line: &mut RawLine<'_>) -> bool {
    let piped = line.text.contains('|') && !line.text.contains('\t');
    if piped {
        line.row = RowMark::Pipe;
    }
    piped
}

fn is_pipe_divider(text: &str) -> bool {
    text.contains('|') && text.contains("--") && text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// Marks lines with tabs. A line whose only text stands beside one tab is prose where no neighbour is a row.
pub(super) fn mark_tab_rows(lines: &mut [RawLine<'_>]) {
    let filled: Vec<usize> = (0..lines.len()).filter(|&i| !lines[i].text.trim().is_empty()).collect();
    let tabbed: Vec<bool> = filled.iter().map(|&i| lines[i].text.contains('\t')).collect();
    for (n, &i) in filled.iter().enumerate() {
        if !tabbed[n] || lines[i].row != RowMark::None {
            continue;
        }
        let filled_cells = lines[i].text.split('\t').filter(|c| !c.trim().is_empty()).count();
        let beside = |m: Option<usize>| m.and_then(|m| tabbed.get(m)).copied().unwrap_or(false);
        let in_company = beside(n.checked_sub(1)) || beside(n.checked_add(1));
        if filled_cells > 1 || in_company {
            lines[i].row = RowMark::Tab;
        }
    }
}

/// The cells of a row, with their inline markup.
pub(super) fn cells(text: &str, mark: RowMark) -> Vec<String> {
    let parts: Vec<String> = match mark {
        RowMark::Pipe => pipe_cells(text),
        _ => text.splitn(MAX_CELLS, '\t').map(|c| c.replace('\t', " ")).collect(),
    };
    parts.iter().map(|c| c.trim().to_owned()).collect()
}

fn pipe_cells(text: &str) -> Vec<String> {
    let text = text.trim();
    let text = text.strip_prefix('|').unwrap_or(text);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in text.chars() {
        let open = cells.len() < MAX_CELLS;
        match (c, cells.last_mut()) {
            ('|', Some(cell)) if escaped => {
                cell.pop();
                cell.push('|');
            }
            ('|', _) if open => cells.push(String::new()),
            (c, Some(cell)) => cell.push(c),
            (_, None) => {}
        }
        escaped = c == '\\' && !escaped;
    }
    // The closing pipe opened a cell that is not there.
    if cells.len() > 1 && text.ends_with('|') {
        cells.pop();
    }
    cells
}

/// Whether the cells are the divider under a header: dashes and colons only, at least one run of three.
pub(super) fn is_divider(cells: &[String]) -> bool {
    let mut long = false;
    for cell in cells {
        if !cell.chars().all(|c| matches!(c, '-' | ':' | ' ')) {
            return false;
        }
        long |= cell.contains("---");
    }
    long
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_for_no_amount_are_not_a_divider() {
        let row = |t: &str| cells(t, RowMark::Tab);
        assert!(!is_divider(&row("--\t--\t--")));
        assert!(is_divider(&row("-----\t---\t--")));
    }

    #[test]
    fn pipes_at_the_ends_open_no_cells() {
        assert_eq!(cells("| 甲 || 乙 |", RowMark::Pipe), ["甲", "", "乙"]);
        assert_eq!(cells("甲 | 乙", RowMark::Pipe), ["甲", "乙"]);
    }
}
