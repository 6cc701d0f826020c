/** An error that a person caused or can mend: what happened, and what to do about it. */
export class UserError extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.name = 'UserError';
    this.remedy = remedy;
  }
}
