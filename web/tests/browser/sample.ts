// The small file that these tests import, with what goes wrong elsewhere: zeros in front, decimal
// commas, days before months, accents, a column that must not be published.

/** Rows enough for several pages of any table. */
export const ROWS = 240;

const QUARTIERS = ['Vieux-Port', 'Belle de Mai', 'Les Goudes', "L'Estaque"];

/** Names of the file's columns, in its order. */
export const COLUMNS = ['code_insee', 'nom', 'quartier', 'plante_le', 'hauteur', 'courriel'] as const;

/** The file. `nom` falls while the row number climbs, so that sorting shows. */
export function csv(): string {
  const lines = Array.from({ length: ROWS }, (_, index) => {
    const name = `Platane ${String(ROWS - index).padStart(3, '0')}`;
    const day = String((index % 28) + 1).padStart(2, '0');
    const height = `${3 + (index % 12)},5`;
    const quartier = QUARTIERS[index % QUARTIERS.length];
    return ['01004', name, quartier, `${day}/11/2025`, height, `agent${index}@example.org`].join(';');
  });
  return [COLUMNS.join(';'), ...lines, ''].join('\r\n');
}
