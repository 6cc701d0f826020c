/** Which claims tell of which entities. */
import type { Claim } from '../corpus/model.ts';
import type { DossierSnapshot } from '../dossierSnapshot.ts';

/** Entity id → the claims about it, and those whose statement names it and nothing else by that name. */
export function claimsOfEntities({
  dossier,
  matcher,
}: Pick<DossierSnapshot, 'dossier' | 'matcher'>): ReadonlyMap<string, readonly Claim[]> {
  const claims = new Map<string, Claim[]>();
  for (const claim of dossier.claims) {
    const named = matcher
      .find(claim.statement, 'plaintext')
      .flatMap(({ entities: [only, ...others] }) => (only && !others.length ? [only.id] : []));
    for (const id of new Set([claim.subject, ...named])) {
      const list = claims.get(id);
      if (list) list.push(claim);
      else claims.set(id, [claim]);
    }
  }
  return claims;
}
