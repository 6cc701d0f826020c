import * as vscode from 'vscode';
import { type PickerOptions, pickEvidence, type Searched } from '../../src/features/citing/picker.ts';
import * as assert from './assert.ts';

describe('the search for evidence', () => {
  const options: PickerOptions = {
    title: 'Search',
    query: '',
    onKey: new vscode.EventEmitter<string>().event,
    onError: (error) => {
      throw error;
    },
    openNote: () => {},
    openEntry: () => {},
  };

  it('stands before what it searches is read, and can be closed then', async () => {
    const choice = pickEvidence(new Promise<Searched>(() => {}), options);
    let done = false;
    void choice.finally(() => {
      done = true;
    });
    // There is no event for an open picker; the command does nothing before it is there.
    while (!done) await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    assert.equal(await choice, undefined);
  });

  it('closes where nothing can be read, and tells why', async () => {
    const choice = pickEvidence(Promise.reject(new Error('The disk is gone')), options);
    assert.equal(
      await choice.then(
        () => 'chosen',
        ({ message }: Error) => message,
      ),
      'The disk is gone',
    );
  });
});
