// A language model that says what a test told it to, and remembers what it was asked.
const vscode = require('vscode');

exports.activate = (context) => {
  /** What is said next: a text, or an error's name and message. */
  let answers = [];
  let requests = [];
  const provider = {
    provideLanguageModelChatInformation: () => [
      {
        id: 'parrot',
        name: 'Parrot',
        family: 'parrot',
        version: '1',
        maxInputTokens: 100_000,
        maxOutputTokens: 10_000,
        capabilities: {},
      },
    ],
    provideLanguageModelChatResponse: async (_model, messages, _options, progress) => {
      requests.push(messages.flatMap(({ content }) => content.map(({ value }) => value)).join(''));
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (typeof answer === 'string') {
        // In pieces, as models answer.
        for (let at = 0; at < answer.length; at += 50) {
          progress.report(new vscode.LanguageModelTextPart(answer.slice(at, at + 50)));
        }
      } else throw vscode.LanguageModelError[answer?.error ?? 'Blocked'](answer?.message ?? 'nothing to say');
    },
    provideTokenCount: async (_model, text) => String(text).length / 4,
  };
  context.subscriptions.push(
    vscode.lm.registerLanguageModelChatProvider('parrot', provider),
    vscode.commands.registerCommand('parrot.teach', async (...said) => {
      answers = said.length ? said : [await vscode.window.showInputBox({ title: 'What is to be said?' })];
      requests = [];
    }),
    vscode.commands.registerCommand('parrot.heard', () => requests),
  );
};
