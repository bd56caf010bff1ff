package id.kezbek.approvals.records;

import id.kezbek.approvals.audit.ActorSeals;
import id.kezbek.shared.security.SealedColumns;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Lists the columns in which approvals and the audit log store sealed data about people. */
@Component
public final class ApprovalsSealedColumns implements SealedColumns {

    @Override
    public List<SealedColumn> columns() {
        return List.of(
                new Sealed(
                        "approvals.actor",
                        List.of("id"),
                        "sealed_subject",
                        row -> ActorSeals.ofActor(row.getString("id"))),
                new Sealed(
                        "approvals.approval",
                        List.of("id"),
                        "sealed_arguments",
                        row -> ActorSeals.ofArguments(row.getObject("id", UUID.class))),
                new Sealed(
                        "approvals.personal_detail",
                        List.of("id"),
                        "sealed_content",
                        row -> ActorSeals.ofDetail(row.getString("id"))));
    }
}
