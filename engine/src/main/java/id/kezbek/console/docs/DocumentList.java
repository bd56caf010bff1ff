package id.kezbek.console.docs;

import java.util.List;

/** The list of documents, by audience. */
public record DocumentList(List<Group> groups) {

    /** @param audience the end of the key of its heading */
    public record Group(String audience, List<String> codes) {}
}
