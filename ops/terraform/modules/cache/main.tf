# Redis with TLS and a password, one node in each zone. Its data may be lost, so there is no backup.

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

variable "type" {
  type = string
}

variable "password" {
  type      = string
  sensitive = true
}

resource "aws_elasticache_subnet_group" "this" {
  name       = var.name
  subnet_ids = var.subnets
}

resource "aws_security_group" "this" {
  name        = "${var.name}-cache"
  description = "Redis, from the cluster only"
  vpc_id      = var.network
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  security_group_id            = aws_security_group.this.id
  referenced_security_group_id = var.clients
  description                  = "The engine"
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
}

resource "aws_elasticache_parameter_group" "this" {
  name   = var.name
  family = "redis7"

  parameter {
    name  = "maxmemory-policy"
    value = "volatile-ttl"
  }
}

resource "aws_elasticache_replication_group" "this" {
  replication_group_id       = var.name
  description                = "${var.name}: limits, locks, sessions' look-ups"
  engine                     = "redis"
  engine_version             = "7.1"
  node_type                  = var.type
  port                       = 6379
  num_cache_clusters         = 2
  automatic_failover_enabled = true
  multi_az_enabled           = true
  parameter_group_name       = aws_elasticache_parameter_group.this.name
  subnet_group_name          = aws_elasticache_subnet_group.this.name
  security_group_ids         = [aws_security_group.this.id]
  at_rest_encryption_enabled = true
  kms_key_id                 = var.key_arn
  transit_encryption_enabled = true
  auth_token                 = var.password
  auth_token_update_strategy = "ROTATE"
  maintenance_window         = "sun:20:30-sun:21:30"
  auto_minor_version_upgrade = true
}

output "address" {
  value = aws_elasticache_replication_group.this.primary_endpoint_address
}
