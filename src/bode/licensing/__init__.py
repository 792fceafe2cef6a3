"""How a municipality gets, keeps and loses the permission to use WhatsApp.

Application, declared purposes, decision, licence, phone numbers and templates' ownership.

May import: organisations, policy, whatsapp and what they may.
"""
