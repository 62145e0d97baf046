"""Addresses of the pages of action orders and their tasks."""

from django.urls import path

from ..views import action_orders as orders
from ..views import action_tasks as tasks

urlpatterns = [
    path("creations/action-orders/", orders.order_list, name="action-orders"),
    path("creations/action-orders/export/", orders.order_export, name="action-order-export"),
    path("creations/action-orders/new/", orders.order_new, name="action-order-new"),
    path("creations/action-orders/rule/<str:district>/", orders.order_rule, name="action-order-rule"),
    path("creations/action-orders/<int:pk>/", orders.order, name="action-order"),
    path("creations/action-orders/<int:pk>/revise/", orders.order_revise, name="action-order-revise"),
    path("creations/action-orders/<int:pk>/ask/", orders.order_ask, name="action-order-ask"),
    path("creations/action-orders/<int:pk>/issue/", orders.order_issue, name="action-order-issue"),
    path("creations/action-orders/<int:pk>/cancel/", orders.order_cancel, name="action-order-cancel"),
    path("creations/action-orders/<int:pk>/close/", orders.order_close, name="action-order-close"),
    path("creations/action-orders/<int:pk>/summary/", orders.order_summary, name="action-order-summary"),
    path("creations/action-orders/<int:pk>/document/", orders.order_document, name="action-order-document"),
    path("creations/action-tasks/", tasks.task_list, name="action-tasks"),
    path("creations/action-tasks/export/", tasks.task_export, name="action-task-export"),
    path("creations/action-tasks/<int:pk>/", tasks.task, name="action-task"),
    path("creations/action-tasks/<int:pk>/confirm/", tasks.task_confirm, name="action-task-confirm"),
    path("creations/action-tasks/<int:pk>/return/", tasks.task_return, name="action-task-return"),
    path("creations/action-tasks/<int:pk>/take-out/", tasks.task_take_out, name="action-task-take-out"),
    path("creations/action-tasks/<int:pk>/photo/", tasks.task_photo, name="action-task-photo"),
]
