/** The one that is least far, the first of two; undefined where all are out of reach. */
export function nearestOf<Type>(types: readonly Type[], distance: (type: Type) => number): Type | undefined {
  let nearest: Type | undefined
  let least = Number.POSITIVE_INFINITY
  for (const type of types) {
    const away = distance(type)
    if (away >= least) continue
    nearest = type
    least = away
  }
  return nearest
}
