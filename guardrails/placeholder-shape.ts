/** What a placeholder looks like: a label in capitals, which may hold "_", and a number. Whoever looks for one in a text looks for this. */
export const placeholderSource = '\\[([A-Z][A-Z_]{1,30})_(\\d{1,6})\\]'
