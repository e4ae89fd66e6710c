output "address" {
  description = "Address of the machine: point the name of the shop at it."
  value       = aws_eip.this.public_ip
}

output "deployer_role" {
  description = "Variable AWS_ROLE of the GitHub environment."
  value       = aws_iam_role.deployer.arn
}

# The variable AGIZA_HOST_VARS of the GitHub environment: terraform output -raw host_vars
output "host_vars" {
  description = "What the playbook has to know of the machine, as YAML. It has no secret."
  value = yamlencode({
    ansible_aws_ssm_instance_id = aws_instance.this.id
    ansible_aws_ssm_region      = var.region
    ansible_aws_ssm_bucket_name = aws_s3_bucket.transfer.id
    agiza_public_url            = "https://${var.domain}"
    agiza_database_host         = aws_db_instance.this.address
    agiza_database_superuser    = aws_db_instance.this.master_user_secret[0].secret_arn
    agiza_secrets_path          = "/${local.name}"
  })
}
