/** A record as Desk's API answers it, with attributes `A`. */
export interface Resource<A> {
  readonly type: string;
  readonly id: string;
  readonly attributes: A;
  readonly relationships?: Readonly<
    Record<string, { readonly data?: { readonly type: string; readonly id: string } }>
  >;
}

/** An answer with one record. */
export interface One<A> {
  readonly data: Resource<A>;
}

/** An answer with a page of records. */
export interface Many<A> {
  readonly data: readonly Resource<A>[];
  readonly meta?: {
    readonly page: number;
    readonly pageSize: number;
    readonly total?: number;
    readonly totalPages?: number;
  };
  readonly links?: { readonly next?: string | null };
}
