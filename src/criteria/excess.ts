const days = (from: string, to: string): number => Math.abs(Date.parse(to) - Date.parse(from)) / 86_400_000

/** Months between two ISO dates. */
export const months = (value: string, limit: string): number => days(value, limit) / 30

/** As a share of the limit. A radius of a few kilometres or a price of nothing is no unit: `least` is the least that counts as one. */
export const beyond =
  (least: number) =>
  (value: number, limit: number): number =>
    (value - limit) / Math.max(limit, least)
