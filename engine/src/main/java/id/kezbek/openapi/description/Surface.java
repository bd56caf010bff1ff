package id.kezbek.openapi.description;

/** The public API surfaces. Each surface has its own OpenAPI document. */
public enum Surface {
    V1("v1"),
    V2("v2");

    private final String folder;

    Surface(String folder) {
        this.folder = folder;
    }

    /** The folder of the document's parts in the resources, and the document's file name without extension. */
    public String folder() {
        return folder;
    }
}
