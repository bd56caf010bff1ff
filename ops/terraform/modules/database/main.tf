# PostgreSQL in both zones, without a database: ops/compose/roles.sql creates the database for its owner. RDS creates and stores
# the administrator's password; neither people nor the state contain it.

variable "name" {
  type = string
}

variable "network" {
  type = string
}

variable "subnets" {
  type = list(string)
}

variable "clients" {
  description = "The security group that may connect."
  type        = string
}

variable "key_arn" {
  type = string
}

variable "version_name" {
  type = string
}

variable "class" {
  type = string
}

variable "gigabytes" {
  type = object({ first = number, most = number })
}

resource "aws_db_subnet_group" "this" {
  name       = var.name
  subnet_ids = var.subnets
}

resource "aws_security_group" "this" {
  name        = "${var.name}-database"
  description = "PostgreSQL, from the cluster only"
  vpc_id      = var.network
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  security_group_id            = aws_security_group.this.id
  referenced_security_group_id = var.clients
  description                  = "The engine"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_db_parameter_group" "this" {
  name   = "${var.name}-${var.version_name}"
  family = "postgres${var.version_name}"

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }

  # The engine refuses to start with a database that may lose acknowledged commits.
  parameter {
    name  = "synchronous_commit"
    value = "on"
  }

  # A forgotten open transaction would delay migrations and clean-ups.
  parameter {
    name  = "idle_in_transaction_session_timeout"
    value = "60000"
  }

  parameter {
    name  = "log_statement"
    value = "ddl"
  }

  parameter {
    name  = "log_min_duration_statement"
    value = "1000"
  }

  # Parameters of SQL statements contain phone numbers and e-mail addresses.
  parameter {
    name  = "log_parameter_max_length"
    value = "0"
  }

  lifecycle {
    create_before_destroy = true
  }
}

data "aws_iam_policy_document" "monitoring_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["monitoring.rds.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "monitoring" {
  name               = "${var.name}-database-monitoring"
  assume_role_policy = data.aws_iam_policy_document.monitoring_trust.json
}

resource "aws_iam_role_policy_attachment" "monitoring" {
  role       = aws_iam_role.monitoring.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}

resource "aws_db_instance" "this" {
  identifier     = var.name
  engine         = "postgres"
  engine_version = var.version_name
  instance_class = var.class
  port           = 5432

  username                      = "administrator"
  manage_master_user_password   = true
  master_user_secret_kms_key_id = var.key_arn

  storage_type          = "gp3"
  allocated_storage     = var.gigabytes.first
  max_allocated_storage = var.gigabytes.most
  storage_encrypted     = true
  kms_key_id            = var.key_arn

  multi_az               = true
  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [aws_security_group.this.id]
  parameter_group_name   = aws_db_parameter_group.this.name
  publicly_accessible    = false

  # The database can be restored to any second of the last five weeks.
  backup_retention_period   = 35
  backup_window             = "18:00-19:00"
  maintenance_window        = "sun:19:30-sun:20:30"
  copy_tags_to_snapshot     = true
  deletion_protection       = true
  skip_final_snapshot       = false
  final_snapshot_identifier = "${var.name}-last"

  auto_minor_version_upgrade          = true
  iam_database_authentication_enabled = true
  enabled_cloudwatch_logs_exports     = ["postgresql", "upgrade"]
  performance_insights_enabled        = true
  performance_insights_kms_key_id     = var.key_arn
  monitoring_interval                 = 60
  monitoring_role_arn                 = aws_iam_role.monitoring.arn
}

output "address" {
  value = aws_db_instance.this.endpoint
}

output "administrator_secret" {
  value = aws_db_instance.this.master_user_secret[0].secret_arn
}
