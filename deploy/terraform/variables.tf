variable "region" {
  description = "Region of everything here. af-south-1 is the nearest to Nairobi."
  type        = string
  default     = "af-south-1"
}

variable "environment" {
  description = "Name of this copy, such as production. It is part of every name."
  type        = string
  default     = "production"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,20}$", var.environment))
    error_message = "Use small letters, digits and -, 2 to 21 characters."
  }
}

variable "domain" {
  description = "Name under which customers reach the shop, such as shop.example.com. Point it at the output address."
  type        = string
}

variable "instance_type" {
  description = "Size of the machine that runs the containers: two for HTTP, two that send SMS, and the proxy."
  type        = string
  default     = "t3.medium"
}

variable "database_class" {
  description = "Size of the managed PostgreSQL."
  type        = string
  default     = "db.t4g.medium"
}

variable "database_standby" {
  description = "Whether a standby in another zone takes over when the database fails. It doubles the price."
  type        = bool
  default     = true
}

variable "backup_days" {
  description = "Days for which the daily backups of the database are kept. Erased customers come back with them."
  type        = number
  default     = 30

  validation {
    condition     = var.backup_days >= 7 && var.backup_days <= 35
    error_message = "The managed database keeps 7 to 35 days."
  }
}

variable "github_repository" {
  description = "Repository whose workflow may deploy, as owner/name."
  type        = string
}

variable "github_environment" {
  description = "Environment of that repository that asks for approval. Only its jobs may deploy."
  type        = string
  default     = "production"
}
