output "chart_values" {
  description = "Values for the chart, by environment variable."
  value = {
    SPRING_DATASOURCE_URL          = "jdbc:postgresql://${module.database.address}/cezbek?sslmode=verify-full&sslrootcert=/run/authorities/rds.pem"
    SPRING_DATA_REDIS_HOST         = module.cache.address
    SPRING_DATA_REDIS_SSL_ENABLED  = "true"
    SPRING_CLOUD_AWS_REGION_STATIC = var.region
    CEZBEK_NOTIFICATIONS_QUEUE     = module.queues.queue
    CEZBEK_FILES_BUCKET            = module.files.bucket
    CEZBEK_NOTIFICATIONS_FROM      = "no-reply@${var.mail_domain}"
    CEZBEK_MAIL                    = "ses"
    CEZBEK_SES_CONFIGURATION_SET   = module.mail.set
    CEZBEK_IDENTITY                = "cognito"
    CEZBEK_COGNITO_POOL_ID         = module.people.id
    CEZBEK_COGNITO_CLIENT_ID       = module.people.client
    CEZBEK_LIMITS_ADDRESS_HEADER   = "X-Forwarded-For"
    CEZBEK_EDGE_TRUSTED_PROXIES    = join(",", module.network.public_cidrs)
  }
}

output "role_arns" {
  description = "The annotation eks.amazonaws.com/role-arn of each role's service account."
  value       = module.access.role_arns
}

output "mail_records" {
  description = "CNAME records that prove the domain to SES."
  value       = module.mail.records
}

output "database_administrator_secret" {
  description = "The secret in which RDS stores the administrator's password. The administrator creates the roles of ops/compose/roles.sql once."
  value       = module.database.administrator_secret
}

output "cluster" {
  value = module.cluster.name
}
