//! Runs the office programs that print documents to PDF files.

use anyhow::{Context as _, Result, bail};
use std::path::Path;
use std::process::Command;

/// Runs a program to its end.
///
/// # Errors
/// Where it cannot be started or fails.
pub fn run(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| format!("{command:?}"))?;
    if !output.status.success() {
        bail!("{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}

/// Prints a document of LibreOffice; `suffix` tells its kind, `id` names its scratch folder.
///
/// # Errors
/// Where LibreOffice fails.
pub fn print_with_office(id: &str, suffix: &str, source: &str, file: &Path) -> Result<()> {
    let scratch = std::env::temp_dir().join(format!("gongkai-{id}"));
    std::fs::create_dir_all(&scratch)?;
    let input = scratch.join(format!("{id}.{suffix}"));
    std::fs::write(&input, source)?;
    run(Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", scratch.join("profile").display()))
        .args(["--headless", "--convert-to", "pdf", "--outdir"])
        .arg(&scratch)
        .arg(&input))?;
    std::fs::copy(scratch.join(format!("{id}.pdf")), file)?;
    std::fs::remove_dir_all(&scratch)?;
    Ok(())
}

/// Prints a page of HTML with Chromium.
///
/// # Errors
/// Where Chromium fails.
pub fn print_html(id: &str, source: &str, file: &Path) -> Result<()> {
    let scratch = std::env::temp_dir().join(format!("gongkai-{id}"));
    std::fs::create_dir_all(&scratch)?;
    let page = scratch.join("page.html");
    std::fs::write(&page, source)?;
    run(Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .arg("--no-pdf-header-footer")
        .arg(format!("--user-data-dir={}", scratch.join("profile").display()))
        .arg(format!("--print-to-pdf={}", file.display()))
        .arg(format!("file://{}", page.display())))?;
    std::fs::remove_dir_all(&scratch)?;
    Ok(())
}
