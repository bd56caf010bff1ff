-- The consumer of a set of roll-ups that is no longer in use ends; one that nobody moves on would keep personal data in the log.
grant delete on facts.consumer to ${app_user};
