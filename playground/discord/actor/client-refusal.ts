/** Discord's own client would not have let the member do this. */
export class ClientRefusal extends Error {
  override readonly name = "ClientRefusal";
}
