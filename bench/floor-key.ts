/** What of a request decides its statements: the variables, and who asks. */
export function floorKey(body: string, authorization: string | undefined): string {
  const { variables } = JSON.parse(body) as { variables: { after?: string | null; id?: string } };
  return variables.after ?? variables.id ?? authorization ?? '';
}
