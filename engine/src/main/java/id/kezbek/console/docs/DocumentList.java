package id.kezbek.console.docs;

import java.util.List;

/** The list of documents, by audience. */
public record DocumentList(List<Group> groups) {

    /** @param audience the last part of the key of the group's heading */
    public record Group(String audience, List<String> codes) {}
}
