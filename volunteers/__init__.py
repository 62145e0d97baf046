"""Volunteer service: stations, teams, projects, orders, hours (志愿服务)."""
