package id.kezbek.console.partners;

/** The page of an officer's own company. */
public record CompanyPage(Partner partner, People.Credentials credentials) {}
