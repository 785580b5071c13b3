// Plays VS Code for the extension: node vscode_host.cjs EXTENSION FOLDER COMMAND...
// The extension gets stand-ins for the module `vscode` and for the language client. That client really starts what it is told to
// and asks it to initialize. Prints what happened as JSON.
"use strict";

const { spawn } = require("node:child_process");
const Module = require("node:module");

const [extension, folder, ...command] = process.argv.slice(2);
const happened = { selector: null, servers: [], stopped: 0, said: [], commands: [], executed: [] };
const listeners = [];

const vscode = {
  commands: {
    registerCommand: (name, action) => ({ dispose() {}, [happened.commands.push(name)]: action }),
    executeCommand: async (...words) => void happened.executed.push(words),
  },
  window: {
    showErrorMessage: async (message, ...choices) => {
      happened.said.push(message);
      return choices[0];
    },
  },
  workspace: {
    workspaceFolders: [{ uri: { fsPath: folder } }],
    getConfiguration: (section) => ({
      get: (key, otherwise) => (section === "awesomelint" && key === "command" && command.length ? command : otherwise),
    }),
    onDidChangeConfiguration: (listener) => listeners.push(listener) && { dispose() {} },
  },
};

function initialized({ command, args, options }) {
  const server = spawn(command, args, { ...options, stdio: ["pipe", "pipe", "inherit"] });
  const body = JSON.stringify({
    jsonrpc: "2.0",
    id: 1,
    method: "initialize",
    params: { processId: null, rootUri: null, capabilities: {} },
  });
  return new Promise((resolve, reject) => {
    let said = "";
    server.on("error", reject);
    server.on("exit", () => reject(new Error("the server ended")));
    server.stdout.on("data", (chunk) => {
      said += chunk;
      const start = said.indexOf("\r\n\r\n") + 4;
      const size = Number(/Content-Length: (\d+)/.exec(said)?.[1]);
      if (start > 3 && Buffer.byteLength(said.slice(start)) >= size) {
        resolve({ server, answer: JSON.parse(said.slice(start)).result.serverInfo.name });
      }
    });
    server.stdin.on("error", () => {}); // it never started
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  });
}

class LanguageClient {
  constructor(id, name, server, options) {
    this.options = server;
    happened.selector = options.documentSelector;
  }
  async start() {
    const { server, answer } = await initialized(this.options);
    this.server = server;
    happened.servers.push({ answer, cwd: this.options.options.cwd });
  }
  async stop() {
    happened.stopped += 1;
    this.server.removeAllListeners("exit");
    this.server.kill();
  }
}

const stands = { vscode, "vscode-languageclient/node": { LanguageClient, TransportKind: { stdio: 0 } } };
const load = Module._load;
Module._load = (name, ...rest) => stands[name] ?? load(name, ...rest);

(async () => {
  const { activate, deactivate } = require(extension);
  await activate({ subscriptions: [] });
  for (const section of ["editor.fontSize", "awesomelint.command"]) {
    await Promise.all(listeners.map((listener) => listener({ affectsConfiguration: (name) => name === section })));
  }
  await deactivate();
  console.log(JSON.stringify(happened));
})();
