package id.kezbek.console.partners;

/** What an officer sees of the own company. */
public record CompanyPage(Partner partner, People.Credentials credentials) {}
