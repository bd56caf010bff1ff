package id.kezbek.people;

/** Rows of people that an engine of an earlier version may have written in clear, brought by the module that has them. */
public interface PeopleRows {

    /** Seals these rows and empties their clear text; tells how many. Rows that are not believed stay as they are. */
    int sealRowsOfBefore();
}
