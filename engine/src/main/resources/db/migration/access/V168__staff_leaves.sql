-- Somebody who leaves leaves no row; the audit log keeps what he did.
grant delete on access.staff to ${app_user};
