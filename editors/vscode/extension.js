// Starts `awesomelint lsp` for Markdown and leaves the rest to the language client.
"use strict";

const { commands, window, workspace } = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

const ADVICE = "Install awesomelint and, beside it, pygls; or name the command in the setting awesomelint.command.";

/** @type {LanguageClient | undefined} */
let client;
/** What starts and stops, one after the other. */
let turn = Promise.resolve();

/** Returns the program that the settings name, and its arguments. */
function serverCommand() {
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  return workspace
    .getConfiguration("awesomelint")
    .get("command", ["awesomelint", "lsp"])
    .map((word) => word.replaceAll("${workspaceFolder}", folder));
}

async function start() {
  const [command, ...args] = serverCommand();
  const cwd = workspace.workspaceFolders?.[0]?.uri.fsPath;
  const server = { command, args, transport: TransportKind.stdio, options: { cwd } };
  client = new LanguageClient("awesomelint", "awesomelint", server, {
    documentSelector: ["file", "untitled"].map((scheme) => ({ scheme, language: "markdown" })),
  });
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    void advise(`"${[command, ...args].join(" ")}" could not be started: ${error.message ?? error}`);
  }
}

async function stop() {
  const running = client;
  client = undefined;
  try {
    await running?.stop();
  } catch {
    // It has ended by itself, and said so.
  }
}

function restart() {
  turn = turn.then(stop).then(start);
  return turn;
}

/** Says what went wrong and what to do about it. */
async function advise(problem) {
  const settings = "Open Settings";
  if ((await window.showErrorMessage(`${problem} ${ADVICE}`, settings)) === settings) {
    await commands.executeCommand("workbench.action.openSettings", "awesomelint.command");
  }
}

function activate(context) {
  context.subscriptions.push(
    commands.registerCommand("awesomelint.restart", restart),
    workspace.onDidChangeConfiguration((event) =>
      event.affectsConfiguration("awesomelint.command") ? restart() : undefined,
    ),
  );
  return restart();
}

function deactivate() {
  turn = turn.then(stop);
  return turn;
}

module.exports = { activate, deactivate };
