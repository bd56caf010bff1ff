locals {
  name = "cezbek-${var.environment}"
}

module "key" {
  source = "./modules/key"
  name   = local.name
}

module "network" {
  source  = "./modules/network"
  name    = local.name
  cidr    = var.network_cidr
  zones   = var.zones
  key_arn = module.key.arn
}

module "cluster" {
  source         = "./modules/cluster"
  name           = local.name
  version_name   = var.cluster_version
  subnets        = module.network.private_subnets
  key_arn        = module.key.arn
  administrators = var.administrators
  public_cidrs   = var.cluster_public_cidrs
  node_type      = var.node_type
  node_count     = var.node_count
}

module "database" {
  source       = "./modules/database"
  name         = local.name
  network      = module.network.id
  subnets      = module.network.data_subnets
  clients      = module.cluster.security_group
  key_arn      = module.key.arn
  version_name = var.database_version
  class        = var.database_class
  gigabytes    = var.database_gigabytes
}

module "cache" {
  source   = "./modules/cache"
  name     = local.name
  network  = module.network.id
  subnets  = module.network.data_subnets
  clients  = module.cluster.security_group
  key_arn  = module.key.arn
  type     = var.cache_type
  password = var.cache_password
}

module "queues" {
  source  = "./modules/queues"
  name    = local.name
  key_arn = module.key.arn
}

module "files" {
  source    = "./modules/files"
  name      = local.name
  key_arn   = module.key.arn
  lock_days = var.files_lock_days
}

module "mail" {
  source = "./modules/mail"
  name   = local.name
  domain = var.mail_domain
}

module "people" {
  source       = "./modules/people"
  name         = local.name
  key_arn      = module.key.arn
  triggers_jar = var.triggers_jar
  sign_up_keys = var.sign_up_keys
}

# Terraform creates the secrets, and people enter the values, so the state never contains a secret value. docs/deploy.md lists the
# keys of each secret.
resource "aws_secretsmanager_secret" "engine" {
  for_each = {
    engine = "The environment of the engine's processes"
    owner  = "The environment of the migration: the schema's owner"
  }

  name                    = "${local.name}/${each.key}"
  description             = each.value
  kms_key_id              = module.key.arn
  recovery_window_in_days = 30
}

module "access" {
  source        = "./modules/access"
  name          = local.name
  namespace     = var.namespace
  oidc_arn      = module.cluster.oidc_arn
  oidc_issuer   = module.cluster.oidc_issuer
  key_arn       = module.key.arn
  queue_arn     = module.queues.arn
  dead_arn      = module.queues.dead_arn
  bucket_arn    = module.files.arn
  identity_arn  = module.mail.arn
  mail_set_arn  = module.mail.set_arn
  user_pool_arn = module.people.arn
}
