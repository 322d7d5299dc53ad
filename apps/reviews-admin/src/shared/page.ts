/** One page of a list, as every list of the API answers. */
export interface Page<Item> {
  readonly meta: {
    readonly page: number;
    readonly pageSize: number;
    readonly total: number;
    readonly totalPages: number;
  };
  readonly data: readonly Item[];
}
