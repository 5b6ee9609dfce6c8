/**
 * Arrays as the text of one parameter. The driver quotes each element on its own and the database takes that apart
 * again: for a hundred rows that takes longer than storing them.
 */

/** For `unnest($1::uuid[])`: of values that need no quotes there, which are ids, times and numbers. */
export const plainArray = (values: readonly (string | number)[]) => `{${values.join(',')}}`

/** For `jsonb_array_elements($1::jsonb)`, of JSON texts, none of which is SQL's null. */
export const jsonArray = (texts: readonly string[]) => `[${texts.join(',')}]`
