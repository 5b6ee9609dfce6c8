export function serverEntry(node: string): string
